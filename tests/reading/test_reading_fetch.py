"""URLs: public addresses only, at every hop, bounded in size."""

from __future__ import annotations

import httpx
import pytest

from kordon.errors import FetchError
from kordon.reading.fetch import check_url, fetch, is_public

PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "nonsense",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_public_addresses() -> None:
    assert is_public(PUBLIC)
    assert is_public("2606:4700:4700::1111")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://example.org", "http://", "http://user:pw@example.org/", "http://[::1"]
)
def test_urls_that_are_refused_before_any_connection(url: str) -> None:
    with pytest.raises(FetchError):
        check_url(url, lambda host, port: [PUBLIC])


def test_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(FetchError, match="private"):
        check_url("http://example.org/", lambda host, port: [PUBLIC, "10.0.0.1"])


def test_names_that_do_not_resolve() -> None:
    def fail(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(FetchError, match="does not resolve"):
        check_url("http://example.invalid/", fail)


def served(handler: object) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(handler))  # type: ignore[arg-type]


def addresses(host: str, port: int) -> list[str]:
    return ["127.0.0.1"] if host == "inside.example" else [PUBLIC]


def test_a_page_is_returned_with_its_type() -> None:
    with served(lambda request: httpx.Response(200, text="hello", headers={"content-type": "text/plain"})) as client:
        body, kind, url = fetch("http://example.org/a", limit=1000, client=client, resolver=addresses)
    assert (body, kind, url) == (b"hello", "text/plain", "http://example.org/a")


def test_a_redirect_to_a_private_address_is_refused() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.url.host != "inside.example"
        return httpx.Response(302, headers={"location": "http://inside.example/secret"})

    with served(handler) as client, pytest.raises(FetchError, match="private"):
        fetch("http://example.org/a", limit=1000, client=client, resolver=addresses)


def test_a_redirect_to_another_scheme_is_refused() -> None:
    with (
        served(lambda request: httpx.Response(302, headers={"location": "file:///etc/passwd"})) as client,
        pytest.raises(FetchError, match="scheme"),
    ):
        fetch("http://example.org/a", limit=1000, client=client, resolver=addresses)


def test_endless_redirects_end() -> None:
    with (
        served(lambda request: httpx.Response(302, headers={"location": "/again"})) as client,
        pytest.raises(FetchError, match="redirects"),
    ):
        fetch("http://example.org/a", limit=1000, client=client, resolver=addresses)


def test_size_is_limited_while_the_body_streams() -> None:
    with (
        served(lambda request: httpx.Response(200, content=iter([b"x" * 600] * 10))) as client,
        pytest.raises(FetchError, match="over"),
    ):
        fetch("http://example.org/a", limit=1000, client=client, resolver=addresses)


def test_errors_are_one_line() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("slow", request=request)

    with served(handler) as client, pytest.raises(FetchError, match="in time"):
        fetch("http://example.org/a", limit=1000, client=client, resolver=addresses)
    with served(lambda request: httpx.Response(404)) as client, pytest.raises(FetchError, match="404"):
        fetch("http://example.org/a", limit=1000, client=client, resolver=addresses)

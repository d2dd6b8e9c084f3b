"""URLs: public addresses only, at every hop, bounded in size."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

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


@pytest.mark.parametrize(
    "address",
    [
        "fec0::1",
        "192.88.99.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2002:c0a8:0101::1",
        "::ffff:192.88.99.9",
        "5f00::1",
    ],
)
def test_addresses_of_transition_and_old_local_ranges(address: str) -> None:
    assert not is_public(address)


def test_a_public_address_behind_a_translator_is_public() -> None:
    assert is_public("64:ff9b::93.184.216.34")


class Counted(httpx.SyncByteStream):
    """A body in pieces, each counted when it is taken."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = pieces
        self.taken = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.taken += 1
            yield piece


def packed(stream: httpx.SyncByteStream, encoding: str, limit: int = 1000) -> bytes:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.headers["accept-encoding"] == "identity"
        return httpx.Response(200, stream=stream, headers={"content-encoding": encoding})

    with served(handler) as client:
        return fetch("http://example.org/a", limit=limit, client=client, resolver=addresses)[0]


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,deflate", "br", "compress", "gzip, br"])
def test_layers_upon_layers_and_unknown_encodings_are_refused_unread(encoding: str) -> None:
    stream = Counted(gzip.compress(gzip.compress(b"\0" * 2_000_000, mtime=0)))
    with pytest.raises(FetchError, match="content encoding"):
        packed(stream, encoding)
    assert stream.taken == 0


def test_one_layer_is_unpacked_over_the_ends_of_pieces() -> None:
    words = b"Some forty barges wait at the lock. " * 9
    bare = zlib.compressobj(wbits=-15)
    for encoding, body in (
        ("gzip", gzip.compress(words)),
        ("x-gzip, identity", gzip.compress(words)),
        ("deflate", zlib.compress(words)),
        ("deflate", bare.compress(words) + bare.flush()),
    ):
        assert packed(Counted(body[:7], b"", body[7:]), encoding) == words


def test_a_packed_body_stops_at_the_limit_without_being_unpacked() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000, mtime=0)
    stream = Counted(bomb[:900], bomb[900:])
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="over"):
            packed(stream, "gzip", limit=100_000)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert stream.taken == 1
    assert most < 5_000_000


@pytest.mark.parametrize(
    "body", [b"no gzip at all", gzip.compress(b"Trucks wait at the bridge.", mtime=0)[:-9]], ids=["none", "cut off"]
)
def test_a_broken_packed_body_is_one_line(body: bytes) -> None:
    with pytest.raises(FetchError, match="packed body"):
        packed(Counted(body), "gzip")

# ruff: noqa: E501
"""Pages from the web, guarded: http(s) only, public addresses only (also after a redirect), bounded in size and time."""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin, urlsplit

from kordon.errors import FetchError

if TYPE_CHECKING:
    import httpx

    Client = httpx.Client
    Headers = httpx.Headers
else:
    Client = Headers = object

Resolve = Callable[[str, int], list[str]]
_REDIRECTS = 5
_TIMEOUT_S = 20.0
_HEADERS = {
    "User-Agent": "kordon (freight corridor workbench)", "Accept": "text/html,text/plain,application/pdf;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "identity",
}  # fmt: skip
_GLOBAL_IPV6 = ipaddress.ip_network(
    "2000::/3"
)  # all that is given out; site-local and every transition prefix lie outside
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_RELAY_6TO4 = ipaddress.ip_network("192.88.99.0/24")


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host."""
    return sorted({str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


def is_public(address: str) -> bool:
    """Whether an address is reachable by everybody: not private, loopback, link-local, shared, reserved or multicast."""
    try:
        ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        ip = inner or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else ip)
    if ip in _RELAY_6TO4 or (ip.version == 6 and ip not in _GLOBAL_IPV6):
        return False
    return bool(ip.is_global and not ip.is_multicast and not ip.is_reserved)


def check_url(url: str, resolver: Resolve = resolve) -> list[str]:
    """Return the public addresses of a URL; raises :class:`FetchError` when it may not be read."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname or ""
    except ValueError:
        raise FetchError("this is no valid URL", where=url, mend="check its spelling") from None
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"the scheme {parts.scheme!r} is not read", where=url, mend="use http or https")
    if not host:
        raise FetchError("this URL names no host", where=url, mend="check its spelling")
    if parts.username or parts.password:
        raise FetchError(
            "a URL with a user name is refused", where=parts.hostname or url, mend="leave the user name out"
        )
    try:
        addresses = resolver(host, port)
    except (OSError, UnicodeError):
        raise FetchError(
            "its host name does not resolve", where=url, mend="check the address and the connection"
        ) from None
    bad = [address for address in addresses if not is_public(address)]
    if bad or not addresses:
        raise FetchError(
            "it points to a private, local or reserved address", where=url, mend="save the page and give the file"
        )
    return addresses


def fetch(
    url: str, *, limit: int, client: Client | None = None, resolver: Resolve | None = None
) -> tuple[bytes, str, str]:
    """Return body, content type and final URL. Every hop is checked; the body is read in pieces up to ``limit`` bytes.

    Without ``client`` the connection goes to the address that was checked, so a name that changes between the check and
    the connection gains nothing.
    """
    import httpx

    resolver = resolver or resolve
    own = client is None
    session = client if client is not None else httpx.Client(
        timeout=httpx.Timeout(_TIMEOUT_S, connect=8.0), follow_redirects=False, trust_env=False,
    )  # fmt: skip

    deadline = time.monotonic() + 3 * _TIMEOUT_S
    try:
        for _ in range(_REDIRECTS + 1):
            addresses = check_url(url, resolver)
            request = _pinned(httpx, url, addresses[0]) if own else httpx.Request("GET", url, headers=_HEADERS)
            response = session.send(request, stream=True, follow_redirects=False)
            try:
                if response.is_redirect:
                    url = urljoin(url, response.headers.get("location", ""))
                    continue
                if response.status_code >= 400:
                    raise FetchError(
                        f"the server answered {response.status_code}",
                        where=url,
                        mend="open it in a browser, save it and give the file",
                    )
                # The raw stream: the library's own decoding inflates a whole piece before anybody can count it.
                pieces = _inflated(cast(Iterable[bytes], response.stream), response.headers, url, limit)
                body = bytearray()
                for piece in pieces:
                    body += piece
                    if len(body) > limit:
                        raise _too_big(url, limit)
                    if time.monotonic() > deadline:
                        raise FetchError(
                            "the server is too slow", where=url, mend="try again, or save the page and give the file"
                        )
                return bytes(body), response.headers.get("content-type", ""), url
            finally:
                response.close()
        raise FetchError("too many redirects", where=url, mend="give the final address")
    except httpx.HTTPError as error:
        reason = (
            "it does not answer in time"
            if isinstance(error, httpx.TimeoutException)
            else f"it does not answer ({type(error).__name__})"
        )
        raise FetchError(reason, where=url, mend="check the address and the connection") from None
    except (ValueError, httpx.InvalidURL):
        raise FetchError("this is no valid URL", where=url, mend="check its spelling") from None
    finally:
        if own:
            session.close()


def _too_big(url: str, limit: int) -> FetchError:
    return FetchError(f"the page is over {limit / 1e6:.0f} MB", where=url, mend="save the part that matters")


def _inflated(raw: Iterable[bytes], headers: Headers, url: str, limit: int) -> Iterator[bytes]:
    """Yield a body as it comes, out of one layer of gzip or deflate; at most ``limit`` + 1 bytes are ever inflated.

    ``identity`` was asked for, but servers pack all the same. Raises :class:`FetchError` for a layer upon a layer, an
    unknown one, a broken one, and a length or a body over the limit.
    """
    length = headers.get("content-length") or ""
    if length.isdecimal() and len(length) < 20 and int(length) > limit:
        raise _too_big(url, limit)
    layers = [name.strip().lower() for name in headers.get("content-encoding", "").split(",")]
    layers = [name for name in layers if name not in ("", "identity")]
    if not layers:
        yield from raw
        return
    if len(layers) > 1 or layers[0] not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(
            f"its content encoding {', '.join(layers)[:40]!r} is not read",
            where=url,
            mend="save the page and give the file",
        )
    unpack = None
    came = size = 0
    for piece in raw:
        came += len(piece)
        if came > limit:
            raise _too_big(url, limit)
        if not piece:
            continue
        if unpack is None:  # some servers send deflate without the zlib header, whose first byte ends in 8
            unpack = zlib.decompressobj(
                zlib.MAX_WBITS | 16
                if layers[0] != "deflate"
                else zlib.MAX_WBITS
                if piece[0] & 15 == 8
                else -zlib.MAX_WBITS
            )
        try:
            out = unpack.decompress(piece, limit + 1 - size)
        except zlib.error:
            raise FetchError("its packed body is broken", where=url, mend="save the page and give the file") from None
        size += len(out)
        if size > limit:
            raise _too_big(url, limit)
        yield out
    if unpack is not None and not unpack.eof:
        raise FetchError("its packed body breaks off", where=url, mend="try again, or save the page and give the file")


def _pinned(httpx: object, url: str, address: str) -> httpx.Request:
    """Return a request to a checked address that still names the host, for the server and for the certificate."""
    import httpx as library

    original = library.URL(url)
    target = original.copy_with(host=address)
    host = original.netloc.decode("ascii")
    return library.Request(
        "GET",
        target,
        headers={"Host": host, **_HEADERS},
        extensions={
            "sni_hostname": original.host,
            "timeout": {"connect": 8.0, "read": _TIMEOUT_S, "write": _TIMEOUT_S, "pool": 8.0},
        },
    )

"""What is fetched comes from the public internet alone, and is bounded in bytes, redirects and time."""

import gzip
import itertools
import socket
import zlib
from collections.abc import Callable, Iterator
from ipaddress import ip_network

import pytest

from tollbook.archive.guard import Answer, checked, get
from tollbook.archive.wire import Bounds, FetchError
from web_servers import Server, page, slowly

LOOPBACK = [ip_network("127.0.0.0/8")]
SMALL = Bounds(size=10_000, idle=0.4, total=1.2, redirects=3)


def fetched(url: str, **options: object) -> Answer:
    return get(url, **{"bounds": SMALL, "allowed": LOOPBACK, **options})  # type: ignore[arg-type]  # by name


def test_a_page_comes_with_what_was_sent_and_received(web: Server) -> None:
    url = web.say("/a", page(b"Two fell.", "Content-Type: text/plain"))
    answer = fetched(url)
    assert (answer.status, answer.body, answer.header("content-type")) == (200, b"Two fell.", "text/plain")
    assert dict(answer.sent)["User-Agent"].startswith("tollbook/")
    assert not {"cookie", "authorization", "referer"} & set(web.asked[0][1])


def test_redirects_are_followed_and_kept_in_order(web: Server) -> None:
    web.say("/a", page(b"", "Location: /b", status="301 Moved"))
    web.say("/b", page(b"", "Location: c?x=1", status="302 Found"))
    web.say("/c?x=1", page(b"here"))
    answer = fetched(web.url + "/a")
    assert (answer.body, answer.redirects) == (b"here", (web.url + "/b", web.url + "/c?x=1"))


def test_packed_answers_are_unpacked(web: Server) -> None:
    web.say("/g", page(gzip.compress(b"Two fell."), "Content-Encoding: gzip"))
    web.say(
        "/c", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nTwo\r\n6\r\n fell.\r\n0\r\n\r\n"
    )
    assert fetched(web.url + "/g").body == fetched(web.url + "/c").body == b"Two fell."


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "localhost", "[::1]",
     "[::ffff:127.0.0.1]", "169.254.169.254", "[fe80::1]", "[64:ff9b::7f00:1]", "10.0.0.1"],
)  # fmt: skip
def test_no_way_of_writing_an_inner_address_is_followed(host: str) -> None:
    with pytest.raises(FetchError, match=r"refused|cannot be fetched"):
        get(f"http://{host}:8080/", bounds=SMALL)


@pytest.mark.parametrize(
    "inner", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "64:ff9b::a00:1", "2002:7f00:1::", "fe80::1", "::1"]
)
def test_a_name_that_leads_to_an_inner_address_is_refused(inner: str) -> None:
    with pytest.raises(FetchError, match="refused: its address"):
        get("http://news.example/", bounds=SMALL, resolve=lambda _host, _port: [inner])


def test_one_inner_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        get("http://news.example/", bounds=SMALL, resolve=lambda _host, _port: ["93.184.216.34", "10.0.0.1"])


def test_each_redirect_is_looked_at_again(web: Server) -> None:
    for n, target in enumerate(("http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/")):
        web.say(f"/{n}", page(b"", f"Location: {target}", status="302 Found"))
        with pytest.raises(FetchError, match="refused"):
            fetched(f"{web.url}/{n}")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://x/", "ftp://example.org/a", "javascript:alert(1)"]
)
def test_a_redirect_to_what_is_no_web_page_is_refused(web: Server, target: str) -> None:
    web.say("/a", page(b"", f"Location: {target}", status="302 Found"))
    with pytest.raises(FetchError, match="no address that is fetched"):
        fetched(web.url + "/a")


def test_the_address_that_was_looked_at_is_the_one_connected_to(web: Server) -> None:
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    port = web.url.rpartition(":")[2]
    web.say("/", page(b"here"))
    assert fetched(f"http://news.example:{port}/", resolve=rebinding).body == b"here"
    assert asked == ["news.example"]
    assert web.asked[0][1]["host"] == f"news.example:{port}"


def test_circles_and_long_chains_of_redirects_end(web: Server) -> None:
    web.say("/a", page(b"", "Location: /b", status="302 Found"))
    web.say("/b", page(b"", "Location: /a", status="302 Found"))
    with pytest.raises(FetchError, match="circle"):
        fetched(web.url + "/a")
    for n in range(9):
        web.say(f"/{n}", page(b"", f"Location: /{n + 1}", status="302 Found"))
    with pytest.raises(FetchError, match="more than 3 times"):
        fetched(web.url + "/0")


def endless(_headers: dict[str, str]) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n\r\n"
    yield from itertools.repeat(b"x" * 4000)


def many_headers(_headers: dict[str, str]) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    yield from (f"X-{n}: y\r\n".encode() for n in range(100_000))


HOSTILE: dict[str, tuple[Callable[[dict[str, str]], Iterator[bytes]], str]] = {
    "a body without end": (endless, "larger than 10,000 bytes"),
    "a length that is too large": (
        lambda _h: iter([b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n"]),
        "larger than 10,000 bytes",
    ),
    "a length that is not kept": (
        lambda _h: iter([b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nTwo"]),
        "early|IncompleteRead",
    ),
    "headers without end": (many_headers, "headers"),
    "a header line without end": (
        lambda _h: itertools.chain([b"HTTP/1.1 200 OK\r\nX: "], itertools.repeat(b"y" * 4000)),
        "header line|too long|LineTooLong",
    ),
    "a gzip bomb": (
        lambda _h: iter([page(gzip.compress(b"\0" * 5_000_000), "Content-Encoding: gzip")]),
        "unpacks to more than 10,000 bytes",
    ),
    "a deflate bomb": (
        lambda _h: iter([page(zlib.compress(b"\0" * 5_000_000), "Content-Encoding: deflate")]),
        "unpacks to more than 10,000 bytes",
    ),
    "codings on codings": (
        lambda _h: iter([page(b"x", "Content-Encoding: gzip, gzip, gzip, gzip")]),
        "packed 4 times over",
    ),
    "a coding that nobody knows": (lambda _h: iter([page(b"x", "Content-Encoding: rot13")]), "not known"),
    "headers that drip": (
        lambda _h: slowly(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 99, 0.1),
        "more than 1.2 seconds",
    ),
    "a body that drips": (
        lambda _h: itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], slowly(b"x" * 999, 0.1)),
        "more than 1.2 seconds",
    ),
    "silence": (lambda _h: slowly(b"HTTP/1.1", 30), "nothing came for too long"),
    "no answer of the web": (lambda _h: iter([b"SSH-2.0-OpenSSH\r\n"]), "cannot be fetched"),
    "nothing at all": (lambda _h: iter([]), "cannot be fetched"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_answers_are_bounded_and_named(web: Server, name: str) -> None:
    answer, why = HOSTILE[name]
    url = web.say("/", answer)
    with pytest.raises(FetchError, match=why) as held:
        fetched(url)
    assert held.value.todo


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.org/", "no address that is fetched"),
        ("http:///nowhere", "no address"),
        ("http://user:secret@example.org/", "name or password"),
        ("http://example.org:25/", "no port of the web"),
        ("http://example.org:99999/", "no address"),
        ("http://[::1", "no address"),
        ("http://[fe80::1%25eth0]/", "names a network card"),
        ("http://[2001:4860:4860::8888%eth0]/", "names a network card"),
        ("https://example.org/" + "a" * 5000, "characters"),
    ],
)
def test_what_is_no_plain_address_is_refused_before_anything_is_looked_up(url: str, why: str) -> None:
    with pytest.raises(FetchError, match=why) as held:
        checked(url)
    assert "secret" not in str(held.value)


def test_line_ends_in_an_address_never_reach_the_request(web: Server) -> None:
    web.say("/a%0D%0AX-Evil:%201", page(b"here"))
    assert fetched(web.url + "/a%0D%0AX-Evil:%201").body == b"here"
    with pytest.raises(FetchError):
        fetched(web.url + "/a\r\nX-Evil: 1")
    assert all("x-evil" not in headers for _, headers in web.asked)


def test_a_name_without_address_and_a_closed_port_are_said_plainly() -> None:
    def nobody(_host: str, _port: int) -> list[str]:
        raise socket.gaierror("no such name")

    with pytest.raises(FetchError, match="the name has no address"):
        get("http://news.example/", bounds=SMALL, resolve=nobody)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(FetchError, match="refused"):
        fetched(f"http://127.0.0.1:{port}/")

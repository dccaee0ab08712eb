"""Servers are asked with pauses, and those that ask to wait are left alone."""

from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from tollbook.archive.guard import get
from tollbook.archive.manners import Manners, RestingError
from tollbook.archive.wire import Bounds
from web_servers import Server, page

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
LOOPBACK = [ip_network("127.0.0.0/8")]


class Slept:
    """Manners that do not really sleep, and what they would have slept."""

    def __init__(self, pause: float = 5.0) -> None:
        self.times: list[float] = []
        self.manners = Manners(pause=pause, sleep=self.times.append, clock=lambda: NOON)

    def get(self, url: str) -> int:
        return get(
            url, allowed=LOOPBACK, manners=self.manners, resolve=lambda _host, _port: ["127.0.0.1"]
        ).status


def other(url: str) -> str:
    return url.replace("127.0.0.1", "other.example")


def test_there_is_a_pause_before_the_second_request_to_a_host_and_none_before_another(web: Server) -> None:
    url, slept = web.say("/a", page(b"here")), Slept()
    slept.get(url)
    slept.get(other(url))
    assert slept.times == []
    slept.get(url)
    assert len(slept.times) == 1
    assert 0 < slept.times[0] <= 5


def test_the_pause_does_not_count_as_time_of_the_fetch(web: Server) -> None:
    url = web.say("/a", page(b"here"))
    manners = Manners(pause=1.5)
    for _ in range(2):
        get(url, bounds=Bounds(total=1.0), allowed=LOOPBACK, manners=manners)


@pytest.mark.parametrize("said", ["600", "Tue, 04 Mar 2031 12:10:00 GMT"])
@pytest.mark.parametrize("status", ["429 Slow down", "503 Busy"])
def test_a_host_that_asks_to_wait_is_asked_nothing_until_then(web: Server, said: str, status: str) -> None:
    busy, good = web.say("/busy", page(b"", f"Retry-After: {said}", status=status)), web.say("/a", page(b"x"))
    slept = Slept()
    slept.get(busy)
    with pytest.raises(RestingError, match="asked to wait") as told:
        slept.get(good)
    assert 590 < told.value.seconds <= 600
    assert len(web.asked) == 1
    assert slept.get(other(good)) == 200


def test_a_short_wait_is_waited_for(web: Server) -> None:
    busy, good = web.say("/busy", page(b"", "Retry-After: 20", status="503 Busy")), web.say("/a", page(b"x"))
    slept = Slept()
    slept.get(busy)
    assert slept.get(good) == 200
    assert 15 < slept.times[0] <= 20


def test_where_a_redirect_asks_to_wait_its_target_is_left_alone(web: Server) -> None:
    web.say("/a", page(b"x"))
    to = f"Location: {other(web.url)}/a"
    slow = web.say("/slow", page(b"", to, "Retry-After: 600", status="302 Found"))
    slept = Slept()
    with pytest.raises(RestingError, match=r"other\.example"):
        slept.get(slow)
    assert [path for path, _ in web.asked] == ["/slow"]


@pytest.mark.parametrize("said", ["soon", "-5", "²", "0"])
def test_what_is_no_time_to_wait_is_no_reason_to(web: Server, said: str) -> None:
    busy = web.say(
        "/busy", page(b"", f"Retry-After: {said}", status="503 Busy").replace("²".encode(), b"\xb2")
    )
    slept = Slept(pause=0.0)
    slept.get(busy)
    assert slept.get(busy) == 503
    assert slept.times == []

"""What is fetched over TLS comes from whom the address names: other certificates are refused."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from tollbook.archive import wire
from tollbook.archive.guard import Answer, get
from tollbook.archive.wire import Bounds, FetchError
from web_servers import page, server

BOUNDS = Bounds(size=10_000, idle=20.0, total=40.0, redirects=3)
LOOPBACK = [ip_network("127.0.0.0/8")]
NAME = "news.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make a certificate for news.example, signed by itself, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip(
            "no `openssl` command here, which makes the certificate (on Debian: apt-get install openssl)"
        )
    folder = tmp_path_factory.mktemp("certificate")
    made, key = folder / "made.pem", folder / "key.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={NAME}",
    ]
    command += ["-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


class Encrypted:
    """A server on loopback that speaks TLS; `asked` counts the requests that it was sent."""

    def __init__(self, made: Path, key: Path, answer: bytes) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(made, key)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.answer, self.asked = answer, 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self.listening.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), self.context.wrap_socket(plain, server_side=True) as wire:
                asked = b""
                while b"\r\n\r\n" not in asked and (more := wire.recv(65536)):
                    asked += more
                self.asked += bool(asked)
                wire.sendall(self.answer)


@pytest.fixture
def encrypted(certificate: tuple[Path, Path]) -> Iterator[Encrypted]:
    made = Encrypted(*certificate, page(b"Two were hurt."))
    yield made
    made.listening.close()


@pytest.fixture
def trusted(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Trust the certificate, as if its signer were one of the system's."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    wire._trust.cache_clear()
    yield
    wire._trust.cache_clear()


def fetched(url: str) -> Answer:
    """Fetch an address; every name leads to this machine."""
    return get(url, bounds=BOUNDS, allowed=LOOPBACK, resolve=lambda _host, _port: ["127.0.0.1"])


def test_a_certificate_that_is_signed_by_a_known_one_and_names_the_host_is_good(
    encrypted: Encrypted, trusted: None
) -> None:
    assert fetched(f"https://{NAME}:{encrypted.port}/a").body == b"Two were hurt."


def test_a_self_made_certificate_is_refused_before_anything_is_asked(encrypted: Encrypted) -> None:
    wire._trust.cache_clear()
    with pytest.raises(FetchError, match=r"certificate is not trusted \(self.signed certificate"):
        fetched(f"https://{NAME}:{encrypted.port}/a")
    assert encrypted.asked == 0


@pytest.mark.parametrize("host", ["other.example", "sub.news.example", "127.0.0.1", "localhost"])
def test_a_certificate_for_another_host_is_refused_before_anything_is_asked(
    encrypted: Encrypted, trusted: None, host: str
) -> None:
    with pytest.raises(FetchError, match=r"certificate is not trusted \(.*mismatch"):
        fetched(f"https://{host}:{encrypted.port}/a")
    assert encrypted.asked == 0


def test_a_redirect_to_a_server_that_is_not_trusted_is_refused(encrypted: Encrypted) -> None:
    wire._trust.cache_clear()
    with server() as plain:
        start = plain.say("/a", _led(f"https://{NAME}:{encrypted.port}/a"))
        with pytest.raises(FetchError, match="certificate is not trusted"):
            fetched(start)


def test_a_redirect_away_from_encryption_is_not_followed(
    certificate: tuple[Path, Path], trusted: None
) -> None:
    with server() as plain:
        answer = _led(plain.say("/a", page(b"Two were hurt.")))
        first = Encrypted(*certificate, answer)
        with pytest.raises(FetchError, match="not encrypted; it was not followed"):
            fetched(f"https://{NAME}:{first.port}/a")
        first.listening.close()
        assert plain.asked == []


def test_a_server_without_encryption_is_refused_where_encryption_was_asked_for() -> None:
    with unencrypted() as url, pytest.raises(FetchError, match="cannot be fetched"):
        fetched(url)


@contextlib.contextmanager
def unencrypted() -> Iterator[str]:
    """Run a server that knows no TLS, and says so at the first bytes, as web servers do."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError), listening.accept()[0] as plain:
                plain.recv(65536)
                plain.sendall(page(b"no request", status="400 Bad Request"))

        threading.Thread(target=serve, daemon=True).start()
        yield f"https://{NAME}:{listening.getsockname()[1]}/a"


def _led(target: str) -> bytes:
    return page(b"", f"Location: {target}", status="302 Found")

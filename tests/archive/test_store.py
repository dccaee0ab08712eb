"""The evidence store: what was put in comes out the same, or the store says what is wrong."""

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tollbook.archive import Store
from tollbook.archive import store as store_module
from tollbook.errors import EvidenceError

TEXT = b"Two people were hurt at the ferry landing, the harbour office said."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "archive")


@given(st.binary(max_size=3000))
def test_bytes_come_out_as_they_were_put_in(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    store = Store(tmp_path_factory.mktemp("archive"))
    assert store.get(store.put(content)) == content


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    assert store.put(TEXT) == store.put(TEXT)
    assert list(store.names()) == [store.put(TEXT)]


def test_nothing_else_is_left_beside_the_evidence(store: Store) -> None:
    name = store.put(TEXT)
    assert [path for path in store.folder.rglob("*") if path.is_file()] == [store.path(name)]


def test_evidence_cannot_be_written_over_by_accident(store: Store) -> None:
    assert not store.path(store.put(TEXT)).stat().st_mode & 0o222


def test_any_flipped_bit_is_noticed(store: Store) -> None:
    path = store.path(store.put(TEXT))
    whole = path.read_bytes()
    path.chmod(0o644)
    for place in range(len(whole)):
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << bit
            path.write_bytes(flipped)
            with suppress(EvidenceError):
                assert store.get(path.stem) == TEXT, f"byte {place}, bit {bit}"


@pytest.mark.parametrize("damaged", [b"", b"no zstd", zstandard.compress(b"other bytes")])
def test_a_damaged_file_is_named_with_what_to_do(store: Store, damaged: bytes) -> None:
    name = store.put(TEXT)
    store.path(name).unlink()
    store.path(name).write_bytes(damaged)
    with pytest.raises(EvidenceError, match=f"evidence {name[:12]} is damaged .*back-up"):
        store.get(name)


def test_bytes_behind_the_end_are_damage(store: Store) -> None:
    name = store.put(TEXT)
    packed = store.path(name).read_bytes()
    store.path(name).chmod(0o644)
    store.path(name).write_bytes(packed + packed)
    with pytest.raises(EvidenceError, match="damaged"):
        store.get(name)


def test_a_damaged_file_is_not_taken_for_kept(store: Store) -> None:
    name = store.put(TEXT)
    store.path(name).chmod(0o644)
    store.path(name).write_bytes(b"")
    with pytest.raises(EvidenceError, match="damaged"):
        store.put(TEXT)


def test_missing_evidence_is_named(store: Store) -> None:
    with pytest.raises(EvidenceError, match="abababababab is not in"):
        store.get("ab" * 32)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "AB" * 32, "ab" * 31 + "/x"])
def test_only_a_hash_is_a_name(store: Store, name: str) -> None:
    with pytest.raises(EvidenceError, match="no SHA-256"):
        store.path(name)


def test_a_bomb_is_not_unpacked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    name = store.put(bytes(100_000))
    assert store.path(name).stat().st_size < 200
    monkeypatch.setattr(store_module, "LIMIT", 99_999)
    with pytest.raises(EvidenceError, match="damaged"):
        store.get(name)


@pytest.mark.parametrize("call", ["fsync", "write"])
def test_a_full_disk_leaves_nothing_half_written(
    store: Store, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        if call == "fsync":
            broken.setattr(os, "fsync", full)
        else:
            broken.setattr(os, "fdopen", full)
        with pytest.raises(
            EvidenceError, match=r"No space left on device; nothing of it was written.*goes on"
        ):
            store.put(TEXT)
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []
    assert store.get(store.put(TEXT)) == TEXT


def test_what_a_killed_write_leaves_is_tidied_and_no_evidence(store: Store) -> None:
    name = store.put(TEXT)
    (store.folder / "tmp" / "half").write_bytes(b"half")
    assert list(store.names()) == [name]
    assert (store.tidy(0), store.tidy()) == (1, 0)
    assert store.get(name) == TEXT

"""The store: whole or not at all, nothing outside its folder, on the disk when it says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shouwen.core.files.store import BytesMissingError, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.at(tmp_path / "data" / "files")


def test_bytes_come_back_whole(store: Store) -> None:
    content = os.urandom(1_000_000)
    store.put("ab/cd", content)
    pieces = list(store.get("ab/cd"))
    assert b"".join(pieces) == content
    assert len(pieces) > 1
    assert store.exists("ab/cd")


def test_what_is_missing_is_said_at_once(store: Store) -> None:
    assert not store.exists("ab/none")
    with pytest.raises(BytesMissingError):
        store.get("ab/none")
    store.delete("ab/none")


def test_deleted_is_gone(store: Store) -> None:
    store.put("ab/cd", b"x")
    store.delete("ab/cd")
    assert not store.exists("ab/cd")


def test_keys_of_one_folder_alone(store: Store) -> None:
    for key in ("ab/1", "ab/2", "ac/3"):
        store.put(key, b"x")
    assert sorted(key for key, _ in store.keys("ab")) == ["ab/1", "ab/2"]
    assert all(put_at.tzinfo for _, put_at in store.keys("ab"))
    assert list(store.keys("zz")) == []


@pytest.mark.parametrize("key", ["../out", "ab/../../out", "/out"])
def test_nothing_lands_outside_the_folder(store: Store, tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match=r"relative|\.\."):
        store.put(key, b"x")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_others_may_not_look_into_the_folder(store: Store, tmp_path: Path) -> None:
    assert (tmp_path / "data" / "files").stat().st_mode & 0o077 == 0


def test_a_power_cut_after_put_takes_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        settled.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    store.put("ab/cd", b"x")
    folder = str(tmp_path / "data" / "files")
    assert settled == [f"{folder}/ab/cd", f"{folder}/ab", folder]

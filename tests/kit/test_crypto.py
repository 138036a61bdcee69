"""Keys and encrypted columns."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from shouwen.kit import crypto
from shouwen.kit.crypto import DecryptionError, Encrypted, blind, decrypt, derive, encrypt
from shouwen.kit.keyring import KeyFileError, Keyring


@pytest.fixture(autouse=True)
def keyring() -> Iterator[Keyring]:
    before = list(crypto._used)
    ring = Keyring.new()
    crypto.use(ring)
    yield ring
    crypto._used[:] = before


class Rows(DeclarativeBase):
    pass


class Person(Rows):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str | None] = mapped_column(Encrypted("people.phone"))


@pytest.fixture
def session() -> Iterator[Session]:
    engine = sa.create_engine("sqlite://")
    Rows.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def test_round_trip() -> None:
    stored = encrypt("李强".encode(), "people.name")
    assert decrypt(stored, "people.name").decode() == "李强"
    assert "李强".encode() not in stored
    assert stored[:3] == b"\x01\x00\x01"


def test_equal_values_look_different() -> None:
    assert encrypt(b"x", "a.b") != encrypt(b"x", "a.b")


def test_bound_to_its_place() -> None:
    with pytest.raises(DecryptionError, match="moved from elsewhere"):
        decrypt(encrypt(b"x", "a.b"), "a.c")


@pytest.mark.parametrize("place", [0, 1, 5, 20, -1])
def test_one_altered_bit_is_found(place: int) -> None:
    stored = bytearray(encrypt(b"some text", "a.b"))
    stored[place] ^= 1
    with pytest.raises(DecryptionError):
        decrypt(bytes(stored), "a.b")


@pytest.mark.parametrize("length", [0, 1, 3, 14, 15, 20])
def test_cut_values_are_refused(length: int) -> None:
    with pytest.raises(DecryptionError):
        decrypt(encrypt(b"some text", "a.b")[:length], "a.b")


def test_of_another_installation() -> None:
    stored = encrypt(b"x", "a.b")
    crypto.use(Keyring.new())
    with pytest.raises(DecryptionError, match="another installation"):
        decrypt(stored, "a.b")


def test_rotation(keyring: Keyring) -> None:
    stored, index, secret = encrypt(b"x", "a.b"), blind("x", "a.b"), derive("cursors")
    crypto.use(keyring.rotated())
    assert decrypt(stored, "a.b") == b"x"
    assert blind("x", "a.b") == index
    assert derive("cursors") == secret
    moved = crypto.rewritten(stored, "a.b")
    assert moved is not None
    assert crypto.key_id(moved) == 2
    assert crypto.rewritten(moved, "a.b") is None
    ring = crypto.in_use()
    crypto.use(replace(ring, keys={2: ring.keys[2]}))
    assert decrypt(moved, "a.b") == b"x"
    with pytest.raises(DecryptionError, match="key 1 is not in the keyring"):
        decrypt(stored, "a.b")


def test_blind_index() -> None:
    assert blind("13812345678", "residents.phone") == blind("13812345678", "residents.phone")
    assert blind("13812345678", "residents.phone") != blind("13812345679", "residents.phone")
    assert blind("13812345678", "residents.phone") != blind("13812345678", "contacts.phone")
    assert len(blind("13812345678", "residents.phone")) == 32


def test_column(session: Session) -> None:
    session.add_all([Person(id=1, phone="13812345678"), Person(id=2, phone=None), Person(id=3, phone="")])
    session.commit()
    session.expire_all()
    assert [session.get_one(Person, number).phone for number in (1, 2, 3)] == ["13812345678", None, ""]
    raw = session.scalar(sa.text("SELECT phone FROM people WHERE id = 1"))
    assert b"138" not in raw
    assert decrypt(raw, "people.phone") == b"13812345678"
    assert session.scalars(sa.select(Person.id).where(Person.phone.is_(None))).all() == [2]
    assert session.scalars(sa.select(Person.id).where(Person.phone.is_not(None))).all() == [1, 3]


def test_a_column_is_not_compared() -> None:
    with pytest.raises(TypeError, match="use its blind index"):
        sa.select(Person).where(Person.phone == "13812345678")
    with pytest.raises(TypeError, match="use its blind index"):
        sa.select(Person).order_by(Person.phone.desc())


def test_no_keyring_yet() -> None:
    crypto._used.clear()
    with pytest.raises(RuntimeError, match="no keyring yet"):
        encrypt(b"x", "a.b")


def test_first_run_makes_a_private_file(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "keyring.json"
    ring = Keyring.load_or_create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert Keyring.load_or_create(path) == ring
    assert Keyring.load(path).fingerprint() == ring.fingerprint()
    assert [entry.name for entry in path.parent.iterdir()] == ["keyring.json"]


def test_saved_after_a_rotation(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    ring = Keyring.load_or_create(path).rotated()
    ring.save(path)
    assert Keyring.load(path) == ring
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o620, 0o666])
def test_an_open_file_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "keyring.json"
    Keyring.load_or_create(path)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match="may be read by others"):
        Keyring.load_or_create(path)


def test_a_group_may_read_a_mounted_secret(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    ring = Keyring.load_or_create(path)
    path.chmod(0o440)
    assert Keyring.load(path) == ring


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="is not there"):
        Keyring.load(tmp_path / "keyring.json")


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"current": 9},
        {"current": None},
        {"keys": {}},
        {"keys": []},
        {"keys": {"1": "c2hvcnQ="}},
        {"keys": {"0": "A" * 43 + "="}},
        {"keys": {"1": "not base64!"}},
        {"root": "c2hvcnQ="},
    ],
    ids=str,
)
def test_a_damaged_file(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "keyring.json"
    Keyring.load_or_create(path)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(KeyFileError, match="is not a readable key file"):
        Keyring.load(path)


def test_keys_do_not_show(keyring: Keyring) -> None:
    assert str(keyring) == "Keyring(current=1)"


def test_many_first_runs_at_once(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    start = threading.Barrier(8)
    rings: list[str] = []

    def first_run() -> None:
        start.wait()
        rings.append(Keyring.load_or_create(path).fingerprint())

    threads = [threading.Thread(target=first_run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rings) == 8
    assert len(set(rings)) == 1

"""`shouwen` as a person types it: one clear line when something is wrong, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from shouwen import revisions
from shouwen.cli import main
from shouwen.core.access.models import AccessGrant, Credential
from shouwen.core.people.models import Person
from shouwen.house import opened
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.settings import ROOT, Settings
from tests.support.logs import logging_put_back


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Shouwen = Callable[..., Done]


@pytest.fixture
def shouwen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Shouwen]:
    """`shouwen` in this process; keywords are settings. What it changes in the process is put back."""
    umask = os.umask(0o022)

    def run(*words: str, **environment: str) -> Done:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["shouwen", *words])
            for name, value in environment.items():
                patch.setenv(f"SHOUWEN_{name.upper()}", value)
            capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
        said = capsys.readouterr()
        code = ended.value.code
        return Done(code if isinstance(code, int) else int(code is not None), said.out, said.err)

    with logging_put_back():
        yield run
    os.umask(umask)


def of(settings: Settings) -> dict[str, str]:
    """The same place, as environment."""
    return {"database_url": settings.database_url, "data_dir": str(settings.data_dir)}


def test_it_is_a_program_of_its_own(tmp_path: Path) -> None:
    environment = {**os.environ, "SHOUWEN_DATA_DIR": str(tmp_path), "SHOUWEN_DATABASE_URL": "mysql://x"}
    words = [sys.executable, "-m", "shouwen", "migrate"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "shouwen: SHOUWEN_DATABASE_URL: only postgresql:// and sqlite:/// are known\n"


def test_migrate_makes_the_database_and_a_second_time_says_so(shouwen: Shouwen, tmp_path: Path) -> None:
    head = revisions.head()
    first = shouwen("migrate", data_dir=str(tmp_path / "var"))
    assert (first.code, first.out, first.err) == (
        0,
        f"the database stands at revision {head} (was empty)\n",
        "",
    )
    second = shouwen("migrate", data_dir=str(tmp_path / "var"))
    assert (second.code, second.out) == (0, f"the database stands at revision {head}\n")
    made = (tmp_path / "var" / "shouwen.sqlite3").stat()
    assert made.st_mode & 0o077 == 0, "others may read the database"


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        (["migrate"], {"database_url": "postgresql://nobody@127.0.0.1:1/nothing"}, "shouwen: the database: "),
        (["migrate"], {"database_url": "mysql://x"}, "shouwen: SHOUWEN_DATABASE_URL: "),
        (["worker"], {}, "shouwen: with SQLite `serve` does this work itself"),
        (["serve", "--clock", "/nowhere"], {}, "shouwen: a clock file needs --sandbox"),
        (["serve", "--processes", "2"], {}, "shouwen: SQLite is served by one process"),
        (["restore", "/nowhere"], {}, "shouwen: there is no backup at /nowhere"),
        (["import", "messages", "/nowhere"], {}, "shouwen: there is no file /nowhere"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    shouwen: Shouwen, words: list[str], environment: dict[str, str], said: str, tmp_path: Path
) -> None:
    done = shouwen(*words, **{"data_dir": str(tmp_path), **environment})
    assert done.code == 1
    assert done.err.startswith(said)
    assert len(done.err.splitlines()) == 1
    assert done.out == ""


def test_production_names_all_it_misses(shouwen: Shouwen, tmp_path: Path) -> None:
    done = shouwen("serve", "--sandbox", mode="production", data_dir=str(tmp_path))
    assert done.code == 1
    assert [line.partition(":")[0] for line in done.err.splitlines()] == ["shouwen"] * 3


def test_no_invented_person_gets_into_production(shouwen: Shouwen, tmp_path: Path) -> None:
    key_file = tmp_path / "keys"
    assert shouwen("make-key", str(key_file)).code == 0
    assert key_file.stat().st_mode & 0o077 == 0
    done = shouwen(
        "demo",
        "--personas",
        str(tmp_path / "personas.json"),
        mode="production",
        data_dir=str(tmp_path),
        key_file=str(key_file),
        public_url="https://desk.example.com",
    )
    assert (done.code, "not planted in production" in done.err) == (1, True)
    assert not (tmp_path / "personas.json").exists()


def test_a_key_file_is_never_overwritten(shouwen: Shouwen, tmp_path: Path) -> None:
    shouwen("make-key", str(tmp_path / "keys"))
    before = (tmp_path / "keys").read_text()
    done = shouwen("make-key", str(tmp_path / "keys"))
    assert (done.code, (tmp_path / "keys").read_text()) == (1, before)


def test_a_stale_database_that_others_share_is_not_migrated_on_the_way(
    shouwen: Shouwen, postgres_url: str, tmp_path: Path
) -> None:
    engine = sa.create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    engine.dispose()
    done = shouwen("serve", "--port", "0", database_url=postgres_url, data_dir=str(tmp_path))
    assert done.code == 1
    assert "run `shouwen migrate` first" in done.err


def test_an_administrator_made_here_has_all_of_the_company(shouwen: Shouwen, sqlite_settings: Settings) -> None:
    words = ["create-admin", "--username", "LiQiang", "--name", " 李强 ", "--password", "four quiet words here"]
    done = shouwen(*words, **of(sqlite_settings))
    assert (done.code, done.err) == (0, "")
    with opened(sqlite_settings) as house, house.db.read(COMPANY_SCOPE) as session:
        assert session.scalars(sa.select(Person.name)).all() == ["李强"]
        assert session.scalars(sa.select(Credential.username)).all() == ["liqiang"]
        assert session.execute(sa.select(AccessGrant.role, AccessGrant.community_id)).all() == [("system_admin", None)]
    again = shouwen(*words, **of(sqlite_settings))
    assert (again.code, len(again.err.splitlines())) == (1, 1)
    assert "taken" in again.err


@pytest.mark.parametrize(("name", "password"), [("李\u202e强", "four quiet words here"), ("李强", "liqiang")])
def test_no_administrator_with_a_deceptive_name_or_a_weak_password(
    shouwen: Shouwen, sqlite_settings: Settings, name: str, password: str
) -> None:
    done = shouwen(
        "create-admin", "--username", "liqiang", "--name", name, "--password", password, **of(sqlite_settings)
    )
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    with opened(sqlite_settings) as house, house.db.read(COMPANY_SCOPE) as session:
        assert session.scalars(sa.select(Person.id)).all() == []


def test_the_document_depends_on_the_program_alone(shouwen: Shouwen, tmp_path: Path) -> None:
    one = shouwen("openapi", data_dir=str(tmp_path / "one"))
    other = shouwen("openapi", data_dir=str(tmp_path / "other"), database_url="sqlite:////nowhere/x.sqlite3")
    assert one.code == 0
    assert one.out == other.out
    assert json.loads(one.out)["openapi"].startswith("3.1")
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_that_of_the_project(shouwen: Shouwen) -> None:
    assert f'version = "{shouwen("version").out.strip()}"' in (ROOT / "pyproject.toml").read_text()


def test_a_command_without_a_word_explains_itself(shouwen: Shouwen) -> None:
    done = shouwen("--help")
    assert done.code == 0
    for word in ("serve", "worker", "migrate", "demo", "import", "create-admin", "backup", "restore", "openapi"):
        assert word in done.out

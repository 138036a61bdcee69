"""`shouwen` on the command line. What goes wrong is said in one line; SHOUWEN_LOG_LEVEL=debug shows the rest."""

import json
import os
import sys
import tempfile
import traceback
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa
import typer
from pydantic import ValidationError

from shouwen import revisions
from shouwen.backup.manifest import BackupError
from shouwen.kit.problem import Problem
from shouwen.settings import Settings, SettingsError, load_settings

app = typer.Typer(
    help="首问 Shouwen: a service desk for property communities.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
importing = typer.Typer(help="Bring in what was written down elsewhere.", no_args_is_help=True)
app.add_typer(importing, name="import")

Sandbox = Annotated[bool, typer.Option("--sandbox", help="Allow time travel. Refused in production.")]
ClockFile = Annotated[
    Path | None,
    typer.Option("--clock", help="Sandbox: a file with an instant at which time stands, or an offset such as +400d."),
]


def main() -> None:
    """The entry point: runs a command, and turns whatever it raises into one line."""
    os.umask(0o077)  # what we write, databases and archives above all, is nobody else's to read
    try:
        app()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:  # noqa: BLE001 - the last line of defence before a person's eyes
        if os.environ.get("SHOUWEN_LOG_LEVEL") == "debug":
            traceback.print_exc()
        print(f"shouwen: {_said(error)}", file=sys.stderr)
        raise SystemExit(1) from None


def _said(error: Exception) -> str:
    """What happened, for a person."""
    if isinstance(error, Problem):
        fields = "; ".join(f"{field.pointer}: {field.en}" for field in error.errors)
        return f"{error.detail('en')}{f' ({fields})' if fields else ''}"
    if isinstance(error, SettingsError | revisions.DatabaseBusyError | BackupError):
        return str(error).replace("\n", "\nshouwen: ")
    if isinstance(error, ValidationError):
        return "; ".join(str(each["msg"]) for each in error.errors(include_url=False))
    if isinstance(error, sa.exc.DBAPIError):
        return f"the database: {' '.join(str(error.orig).split())}"
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = None,
    processes: Annotated[int, typer.Option(min=1, max=64, help="Server processes (PostgreSQL only).")] = 1,
    *,
    sandbox: Sandbox = False,
    clock: ClockFile = None,
    secure: Annotated[bool, typer.Option("--tls", help="Serve https with a certificate of our own making.")] = False,
) -> None:
    """Serve the API and the console."""
    from shouwen import greeting
    from shouwen.house import clock_of
    from shouwen.server import run, tls

    settings = _settings(serves=True, host=host, port=port, sandbox=sandbox or None, clock_file=clock)
    if processes > 1 and settings.is_sqlite:
        raise SettingsError("SQLite is served by one process: use PostgreSQL (SHOUWEN_DATABASE_URL) for more")
    _bring_up_to_date(settings)
    _for_children(settings)
    certificate = tls.self_signed(settings.data_dir / "tls", clock_of(settings).now()) if secure else None
    files = {"ssl_certfile": str(certificate[0]), "ssl_keyfile": str(certificate[1])} if certificate else {}
    run.serve(settings, processes=processes, tls=files, started=lambda address: greeting.greet(settings, address))


@app.command("worker")
def run_worker(*, sandbox: Sandbox = False, clock: ClockFile = None) -> None:
    """Seal the journal, do jobs, watch the clocks (PostgreSQL; with SQLite, `serve` does it)."""
    from shouwen import worker
    from shouwen.house import opened

    settings = _settings(serves=True, sandbox=sandbox or None, clock_file=clock)
    if settings.is_sqlite:
        raise SettingsError("with SQLite `serve` does this work itself: start `shouwen serve` alone")
    _bring_up_to_date(settings)
    with opened(settings) as house:
        worker.run_until_told(house)


@app.command()
def migrate() -> None:
    """Bring the database to the newest revision."""
    settings = _settings()
    before, after = revisions.upgrade(settings)
    print(f"the database stands at revision {after}" + ("" if before == after else f" (was {before or 'empty'})"))


@app.command()
def demo(
    personas: Annotated[Path, typer.Option(help="File to write usernames and passwords to (JSON, for you alone).")],
    *,
    once: Annotated[bool, typer.Option("--once", help="Do nothing where people are known already.")] = False,
) -> None:
    """Plant an invented company into an empty database, to try things out."""
    from shouwen.demo.load import load_demo
    from shouwen.house import opened

    settings = _settings()
    if settings.is_production:
        raise SettingsError("the demo is not planted in production: SHOUWEN_MODE=development, or shouwen create-admin")
    revisions.upgrade(settings)
    with opened(settings) as house:
        if load_demo(house, personas, once=once):
            print(f"planted; how its people sign in stands in {personas}")


@app.command("create-admin")
def create_admin(
    username: Annotated[str, typer.Option(prompt=True)],
    name: Annotated[str, typer.Option(prompt=True)],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Make somebody an administrator of the whole company."""
    from pydantic import TypeAdapter

    from shouwen.core.access.schemas import Username
    from shouwen.core.access.service import ADMINISTRATOR, NewGrant, UsernameTaken, create_person_with_login
    from shouwen.house import at_work, opened
    from shouwen.kit.text import fold

    settings = _settings()
    revisions.upgrade(settings)
    clean = TypeAdapter(Username).validate_python
    username, name = clean(username), clean(name)
    with opened(settings) as house:
        try:
            with at_work(house) as work:
                create_person_with_login(
                    work,
                    name=name,
                    username=username,
                    password=password,
                    staff_number=fold(username),
                    grants=[NewGrant(ADMINISTRATOR)],
                )
        except sa.exc.IntegrityError:  # the number, which is the username here, is somebody's already
            raise UsernameTaken(username=username) from None
    print(f"{name} may sign in as {username}")


@importing.command("messages")
def import_messages(
    file: Annotated[Path, typer.Argument(help="CSV: message_id, user, subject, heard_at, detail, reply, replied_at …")],
    community: Annotated[
        UUID | None, typer.Option(help="Community id; may be left out when there is only one.")
    ] = None,
    severity: Annotated[str, typer.Option(help="normal, urgent or major: what the rows do not say.")] = "normal",
) -> None:
    """Bring in messages of an older board as finished history. May be repeated: what is known stays as it is."""
    from shouwen.areas.cases import history
    from shouwen.areas.cases.rules import Severity
    from shouwen.house import opened

    if severity not in set(Severity):
        raise SettingsError(f"--severity is one of {', '.join(Severity)}, not {severity}")
    if not file.is_file():
        raise SettingsError(f"there is no file {file}")
    with opened(_settings()) as house:
        try:
            report = history.import_messages(house, file, community, Severity(severity), _show_progress)
        except history.UnreadableFile as error:
            raise SettingsError(f"{file}: {error}") from error
    print(
        f"added {report.added}, known already {report.skipped}, repeats {report.repeats}, refused {len(report.errors)}"
    )
    for line, reason in report.errors:
        print(f"{file}:{line}: {reason}", file=sys.stderr)
    if report.errors:
        raise typer.Exit(1)


@app.command()
def backup(path: Annotated[Path, typer.Argument(help="The archive to write (.tar.gz).")]) -> None:
    """Back up database and files, while everybody goes on working. The keys are not in it: keep them elsewhere."""
    from shouwen.backup import archive

    print(f"backed up to {path}: {archive.make(_settings(), path.resolve())}")


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(help="The archive to read.")],
    *,
    verify: Annotated[
        bool, typer.Option("--verify", help="Only try: restore into a scratch place and compare.")
    ] = False,
) -> None:
    """Restore a backup into an empty place, and compare every table and file with what it says it holds."""
    from shouwen.backup import archive

    settings = _settings()
    if verify:
        print(f"{path} can be restored and is whole: {archive.verify(settings, path.resolve())}")
        return
    print(f"restored {path}: {archive.restore(settings, path.resolve())}; now run `shouwen migrate`")


@app.command("make-key")
def make_key(path: Annotated[Path, typer.Argument(help="Where the key file shall lie.")]) -> None:
    """Make the file of keys that encrypts personal data. Keep a copy elsewhere: without it that data is lost."""
    from shouwen.kit.keyring import Keyring

    if path.exists():
        raise SettingsError(f"{path} is there already; it is not overwritten")
    Keyring.load_or_create(path)
    print(f"made {path}: keep a copy in a safe place, apart from the backups")


@app.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    from shouwen.app import create_app

    with tempfile.TemporaryDirectory() as folder:  # the document depends on the program alone, on nobody's data
        document = create_app(load_settings(data_dir=Path(folder), database_url="", mode="development")).openapi()
    print(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True))


@app.command()
def version() -> None:
    """Print the version."""
    print(installed_version("shouwen"))


def _show_progress(done: int, total: int) -> None:
    """One line that counts, where somebody watches; nothing in a log file."""
    if sys.stderr.isatty():
        print(f"\r{done} of {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)


def _settings(*, serves: bool = False, **given: object) -> Settings:
    """The settings, with the log on its way: what serves logs all to standard output, a command only its troubles."""
    from shouwen.kit import log

    settings = load_settings(**given)
    level = settings.log_level.upper()
    log.configure(level if serves or level == "DEBUG" else "WARNING", sys.stdout if serves else sys.stderr)
    return settings


def _bring_up_to_date(settings: Settings) -> None:
    """A database of one's own is migrated on the way; one that others share only by those who mean it."""
    standing = revisions.current(settings)
    if standing == revisions.head():
        return
    if settings.is_production or not settings.is_sqlite:
        raise SettingsError(
            f"the database stands at revision {standing or 'none'}, this program needs {revisions.head()}: "
            "run `shouwen migrate` first"
        )
    revisions.upgrade(settings)


def _for_children(settings: Settings) -> None:
    """What was said on the command line, where server processes of ours will read it."""
    os.environ["SHOUWEN_SANDBOX"] = str(settings.sandbox)
    if settings.clock_file:
        os.environ["SHOUWEN_CLOCK_FILE"] = str(settings.clock_file)

"""Opening the house: settings become a database, a clock, a store and the keys that everything shares."""

from collections.abc import Iterator
from contextlib import contextmanager

from shouwen.core.access.actor import SYSTEM
from shouwen.core.files.rules import FileLimits
from shouwen.core.files.store import Store
from shouwen.core.work import House, HouseOptions, Work
from shouwen.kit import crypto
from shouwen.kit.clock import Clock, FileClock, SystemClock
from shouwen.kit.db import COMPANY_SCOPE, Database, Limits
from shouwen.kit.keyring import KeyFileError, Keyring
from shouwen.kit.outward import Outward
from shouwen.revisions import APP_ROLE
from shouwen.rooms import furniture
from shouwen.settings import Settings, SettingsError


def open_house(settings: Settings) -> House:
    """Everything a process of ours needs. Raises SettingsError when the keys cannot be read."""
    furniture("models")  # a table knows those it refers to by name alone
    furniture("public")  # what each room lets the outside hear
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    crypto.use(_keyring(settings))
    role = None if settings.is_sqlite else APP_ROLE
    return House(
        db=Database(settings.url, role=role, limits=Limits(connections=settings.connections)),
        clock=clock_of(settings),
        store=Store.at(settings.data_dir / "files"),
        outward=Outward(
            [settings.wecom_url, settings.sms_url, settings.wechat_pay_url], loopback=not settings.is_production
        ),
        options=HouseOptions(
            data_dir=settings.data_dir,
            public_url=settings.public_url,
            production=settings.is_production,
            sms=settings.sms,
            wechat_pay=settings.wechat_pay,
            import_rows=settings.import_rows,
            files=FileLimits(
                file_bytes=settings.upload_bytes,
                day_files=settings.uploads_a_day,
                day_bytes=settings.upload_bytes_a_day,
            ),
        ),
    )


@contextmanager
def opened(settings: Settings) -> Iterator[House]:
    """The house for the length of a command."""
    house = open_house(settings)
    try:
        yield house
    finally:
        house.db.close()


@contextmanager
def at_work(house: House) -> Iterator[Work]:
    """The system at work in one transaction over the whole company: for commands, which no request stands behind."""
    with house.db.write(COMPANY_SCOPE) as session:
        work = Work(house=house, session=session, actor=SYSTEM, now=house.clock.now())
        yield work
        work.write_journal()
    house.stirred.set()


def clock_of(settings: Settings) -> Clock:
    """The machine's clock; in a sandbox, the one that a file moves."""
    return FileClock(settings.clock_file) if settings.clock_file else SystemClock()


def _keyring(settings: Settings) -> Keyring:
    """The keys beside the data. In production nobody makes new ones by mistake: old data would be unreadable."""
    try:
        if settings.is_production:
            return Keyring.load(settings.key_path)
        return Keyring.load_or_create(settings.key_path)
    except KeyFileError as error:
        raise SettingsError(str(error)) from error

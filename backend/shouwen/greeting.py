"""What `serve` says once its door is open: where to go, and how to sign in."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from shouwen.core.access.service import make_setup_link
from shouwen.core.people.models import Person
from shouwen.core.work import House
from shouwen.house import opened
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.settings import Settings

PERSONAS: Final = "personas.json"
_SHOWN: Final = ("duty_butler", "manager")


def greet(settings: Settings, address: str) -> None:
    """Says it on standard error: standard output is for the log."""
    for line in ("", *_lines(settings, address), ""):
        print(line, file=sys.stderr)  # noqa: T201 - it speaks to people
    sys.stderr.flush()


def _lines(settings: Settings, address: str) -> Iterator[str]:
    yield f"  首问 Shouwen  {address}"
    yield f"  API           {address}/api/docs"
    if not settings.is_sqlite:
        yield "  beside it     shouwen worker   (seals the journal, does jobs, watches the clocks)"
    if settings.sandbox:
        yield "  sandbox: the clock may stand or be shifted; nothing here is real"
    if token := _setup_token(settings):
        yield f"  首次设置 set up  {address}/setup#token={token}"
        if not settings.is_production:
            yield "  or plant a demo community: shouwen demo --personas FILE"
    else:
        yield from _ways_in(settings.data_dir / PERSONAS)


def _setup_token(settings: Settings) -> str | None:
    """A fresh one-time token when nobody is known yet.

    Looks before it writes: the loops of a house that has work queue for the one who writes, and greeting may not wait.
    """
    with opened(settings) as house:
        if _anybody_known(house):
            return None
        with house.db.write(COMPANY_SCOPE) as session:
            return make_setup_link(session, house.clock.now())


def _anybody_known(house: House) -> bool:
    with house.db.read(COMPANY_SCOPE) as session:
        return session.scalar(sa.select(Person.id).limit(1)) is not None


def _ways_in(path: Path) -> Iterator[str]:
    """Username and password of people of the demo, when it was planted here."""
    try:
        personas: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return
    for key in _SHOWN:
        person = personas.get(key)
        if isinstance(person, dict) and "username" in person:
            yield f"  登录 sign in   {person['username']}  {person.get('password', '')}  ({key})"

"""Templates filled in: one HTML document for each paper, complete in itself."""

from base64 import b64encode
from functools import cache, partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from shouwen.core.files.models import File
from shouwen.core.files.queries import content_of
from shouwen.core.places.models import Community
from shouwen.core.print.rules import Sheet
from shouwen.core.print.words import day, instant, spent, word, yuan
from shouwen.core.work import Work

_SOURCES: Final = Path(__file__).resolve().parents[2]
_STYLE: Final = Path(__file__).with_name("sheet.css")


def fill(work: Work, sheet: Sheet) -> str:
    """The whole document. A fact that the template asks for and the sheet lacks is an error, never a gap."""
    community = work.session.get_one(Community, sheet.community_id)
    zone = ZoneInfo(community.time_zone)
    template = _environment().get_template(sheet.form.template)
    return template.render(
        sheet.facts,
        sheet=sheet,
        community=community.name,
        style=Markup(style()),  # noqa: S704 - our own file
        code=_code(f"{work.house.options.public_url or ''}{sheet.path}"),
        printed_at=work.now,
        printed_by=work.actor.name,
        instant=partial(instant, zone=zone),
        day=partial(day, zone=zone),
        spent=spent,
    )


@cache
def style() -> str:
    """The style of every paper."""
    return _STYLE.read_text("utf-8")


def picture(work: Work, file: File) -> str:
    """A picture to lie in the page itself. Raises BytesGone."""
    return f"data:{file.media_type};base64,{b64encode(b''.join(content_of(work, file))).decode()}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_SOURCES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"word": word, "yuan": yuan}
    return environment


def _code(address: str) -> str:
    return segno.make(address, micro=False, error="m").svg_data_uri(border=2)

"""A town with a chart, the providers' stand-ins, and short words for what was told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shouwen.kit.outward import Outward
from shouwen.rooms import furniture
from tests.core.delivery.desk import Desk
from tests.support.api import Api
from tests.support.outside import Outside, opened


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    with opened() as found:
        yield found


@pytest.fixture
def desk(api: Api, outside: Outside) -> Desk:
    """A town in a house of its own: what others left there would be done again each time,
    and the house that may speak to the stand-ins."""
    furniture("reactions")
    outside.forget()
    api.house.outward = Outward([outside.url], loopback=True)
    api.house.options = api.house.options.__class__(public_url="https://desk.example.com", sms=outside.account)
    return Desk.open(api, outside)

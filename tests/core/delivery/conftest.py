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
def desk(shared_api: Api, outside: Outside) -> Desk:
    """A new town each time, on a house that may speak to the stand-ins."""
    furniture("reactions")
    outside.forget()
    shared_api.house.outward = Outward([outside.url], loopback=True)
    shared_api.house.options = shared_api.house.options.__class__(
        public_url="https://desk.example.com", sms=outside.account
    )
    return Desk.open(shared_api, outside)

"""No write without a word in the journal: declared on the route, and refused when it comes to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.places.models import Community
from shouwen.core.web import SIGNED_IN, Operation, Routes
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from tests.conftest import DatabaseCopies
from tests.support.api import Api, opened, request

# Routes that change something and may leave no word of it, each with its reason.
SILENT = {
    "link_file": "attaching what is attached already changes nothing, and says nothing",
    "save_draft": "a draft is no act: what somebody has not said is nobody's record",
    "forget_draft": "as above",
}

planted = Routes("planted")


def found(work: Work, name: str) -> UUID:
    community = Community(id=new_id(), name=name, code=name, created_at=work.now)
    work.session.add(community)
    return community.id


@planted.post("/planted/silent", SIGNED_IN)
def write_in_silence(work: Work) -> None:
    found(work, "silent")


@planted.post("/planted/spoken", SIGNED_IN)
def write_and_say_so(work: Work) -> None:
    work.emit("planted.founded", founded_id=found(work, "spoken"))


@planted.post("/planted/exempt", SIGNED_IN, journal=False)
def write_with_a_reason(work: Work) -> None:
    found(work, "exempt")


@planted.post("/planted/wordy", SIGNED_IN)
def write_words(work: Work) -> None:
    work.emit("planted.founded", founded_id=found(work, "wordy"), title="厨房水管漏水")


@pytest.fixture
def api(database_copies: DatabaseCopies, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with database_copies.copy("sqlite") as url, opened(url, tmp_path_factory.mktemp("house")) as house:
        house.app.include_router(planted.router, prefix="/api/v1")
        yield house


def founded(api: Api) -> set[str]:
    return set(api.look(lambda session: session.scalars(sa.select(Community.name)).all()))


def write(api: Api, what: str) -> int:
    return api.exchange([request("POST", f"/planted/{what}", api.staff("manager", None))])[0].status_code


def test_only_listed_routes_may_write_in_silence(operations: list[Operation]) -> None:
    writing = [operation for operation in operations if not operation.reads]
    assert len(writing) > 15
    assert {operation.name for operation in writing if not operation.journal} == set(SILENT)


def test_no_route_that_reads_is_a_write_in_disguise(operations: list[Operation]) -> None:
    assert {operation.method for operation in operations if operation.reads} == {"GET"}


def test_a_write_without_a_word_is_refused_and_leaves_nothing(api: Api) -> None:
    assert write(api, "silent") == 500
    assert "silent" not in founded(api)


def test_a_write_that_says_so_stands(api: Api) -> None:
    assert write(api, "spoken") == 200
    assert "spoken" in founded(api)
    [entry] = api.events("planted.founded")
    assert set(entry.detail) == {"founded_id"}


def test_an_exempted_write_stands_and_would_fail_the_list(api: Api) -> None:
    assert write(api, "exempt") == 200
    assert "exempt" in founded(api)
    silent = {operation.name for operation in planted.operations if not operation.journal}
    assert silent == {"write_with_a_reason"}
    assert silent != set(SILENT)


def test_words_in_the_journal_are_refused_and_leave_nothing(api: Api) -> None:
    assert write(api, "wordy") == 500
    assert "wordy" not in founded(api)

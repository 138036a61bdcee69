"""The state table of api.md, row by row, and who may say what."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.areas.cases.problems import (
    AlreadyDisputed,
    AlreadyOnHold,
    AlreadyVerified,
    ComplaintsOnly,
    FeeAboveDue,
    FeeUnexplained,
    FeeUnsaid,
    NoFeeDue,
    NotAccountable,
    NotAddressee,
    NotFirstResponder,
    NotNamedByAnother,
    NotNow,
    NotOnHold,
    NotOwner,
    NotReporter,
    OfferWaits,
    PromiseBlocks,
)
from shouwen.areas.cases.repair_rules import fee_objection
from shouwen.areas.cases.rules import (
    LIFE,
    NUMBER_PREFIX,
    Kind,
    Standing,
    State,
    Verb,
    Viewer,
    needs_reason_to_close,
    not_now,
    objection,
    offered_actions,
)
from shouwen.core.custody.rules import Addressed, NoOffer, OfferPending
from shouwen.kit.problem import Forbidden

RESPONDER, OWNER, ACCOUNTABLE, STRANGER, POST = (UUID(int=number) for number in range(1, 6))
OPEN = {State.HEARD, State.OWNED, State.HANDLING}

# verb: (from, to); None: the state stays. Written out from api.md, not from the code.
CONTRACT: dict[Verb, tuple[set[State], State | None]] = {
    **dict.fromkeys(
        (
            Verb.REPORT,
            Verb.RESPOND,
            Verb.EXPLAIN,
            Verb.HOLD,
            Verb.RESUME,
            Verb.URGE,
            Verb.ESCALATE,
            Verb.VERIFY,
            Verb.RECLASSIFY,
            Verb.DISPUTE,
            Verb.ARBITRATE,
            Verb.SUCCEED,
        ),
        (OPEN, None),
    ),
    Verb.KEEP: ({State.HEARD}, State.OWNED),
    Verb.OFFER: (OPEN, None),
    Verb.WITHDRAW: (OPEN, None),
    Verb.REFUSE: (OPEN, None),
    Verb.ACCEPT: (OPEN, State.OWNED),
    Verb.ARRIVE: ({State.HEARD, State.OWNED}, State.HANDLING),
    Verb.FINISH: (OPEN, State.FINISHED),
    Verb.CONFIRM: ({State.FINISHED}, State.CONFIRMED),
    Verb.CLOSE: ({State.FINISHED, State.CONFIRMED}, State.CLOSED),
    Verb.REOPEN: ({State.FINISHED, State.CONFIRMED, State.CLOSED}, State.OWNED),
    Verb.VOID: (set(State) - {State.CLOSED, State.VOIDED}, State.VOIDED),
    Verb.SPLIT: (OPEN, None),
    Verb.LINK: (OPEN, None),
    Verb.NOTE: (set(State), None),
    Verb.ADD_CONTACT: (set(State) - {State.CLOSED, State.VOIDED}, None),
}


def standing(state: State = State.OWNED, **more: Any) -> Standing:
    return Standing(state=state, first_responder_id=RESPONDER, accountable_id=ACCOUNTABLE, owner_id=OWNER, **more)


def viewer(id_: UUID, *permissions: str, posts: Iterable[UUID] = (), resident: bool = False) -> Viewer:
    held = set(permissions) or {f"cases.{verb}" for verb in Verb}
    return Viewer(id=id_, is_resident=resident, post_ids=frozenset(posts), reaches=held.__contains__)


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("state", list(State))
def test_the_life_is_the_contract(state: State, verb: Verb) -> None:
    sources, target = CONTRACT[verb]
    assert LIFE.allows(state, verb) is (state in sources)
    if state in sources:
        assert LIFE.after(state, verb) is (target or state)


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("state", list(State))
def test_a_verb_in_the_wrong_state_is_not_now_and_says_what_would_help(state: State, verb: Verb) -> None:
    if not LIFE.allows(state, verb):
        said = not_now(verb, state)
        assert (said.code, said is NotNow) == ("cases.not_now", False)


@pytest.mark.parametrize(
    ("verb", "state", "said"),
    [
        (Verb.CLOSE, State.HANDLING, "尚未办结"),
        (Verb.CLOSE, State.CLOSED, "已结案"),
        (Verb.REOPEN, State.OWNED, "还在办理"),
        (Verb.FINISH, State.CLOSED, "先重开"),
        (Verb.ARRIVE, State.HANDLING, "已经登记到场"),
        (Verb.KEEP, State.OWNED, "已有责任人"),
        (Verb.REOPEN, State.VOIDED, "已作废"),
    ],
)
def test_why_not_now_is_said(verb: Verb, state: State, said: str) -> None:
    problem = objection(verb, standing(state), viewer(OWNER))
    assert problem is not None
    assert said in problem.zh


def test_what_is_drawn_to_be_called_back_is_not_closed_before() -> None:
    waits = standing(State.FINISHED, has_blocking_promise=True)
    assert objection(Verb.CLOSE, waits, viewer(ACCOUNTABLE)) is PromiseBlocks


@pytest.mark.parametrize("kind", list(Kind))
def test_only_complaints_are_offered_to_be_verified(kind: Kind) -> None:
    assert (Verb.VERIFY in offered_actions(viewer(OWNER), kind)) is (kind is Kind.COMPLAINT)


def test_without_reach_every_verb_is_forbidden() -> None:
    nobody = Viewer(id=OWNER, is_resident=False, post_ids=frozenset(), reaches=lambda _: False)
    assert {objection(verb, standing(), nobody) for verb in Verb} == {Forbidden}
    assert offered_actions(nobody, Kind.COMPLAINT) == []


@pytest.mark.parametrize(
    ("verb", "case", "who", "expected"),
    [
        (Verb.KEEP, standing(State.HEARD), viewer(RESPONDER), None),
        (Verb.KEEP, standing(State.HEARD), viewer(OWNER), NotFirstResponder),
        (Verb.KEEP, standing(State.HEARD, offer=Addressed()), viewer(RESPONDER), OfferWaits),
        (Verb.OFFER, standing(), viewer(OWNER), None),
        (Verb.OFFER, standing(), viewer(ACCOUNTABLE), None),
        (Verb.OFFER, standing(), viewer(STRANGER), NotOwner),
        (Verb.OFFER, standing(), viewer(STRANGER, "cases.offer", "cases.close_for_others"), None),
        (Verb.OFFER, standing(offer=Addressed()), viewer(OWNER), OfferPending),
        (Verb.WITHDRAW, standing(), viewer(OWNER), NoOffer),
        (Verb.WITHDRAW, standing(offer=Addressed()), viewer(OWNER), None),
        (Verb.WITHDRAW, standing(offer=Addressed()), viewer(STRANGER), NotOwner),
        (Verb.ACCEPT, standing(), viewer(STRANGER), NoOffer),
        (Verb.ACCEPT, standing(offer=Addressed(to_staff_id=STRANGER)), viewer(STRANGER), None),
        (Verb.ACCEPT, standing(offer=Addressed(to_staff_id=STRANGER)), viewer(OWNER), NotAddressee),
        (Verb.ACCEPT, standing(offer=Addressed(to_post_id=POST)), viewer(STRANGER, posts=[POST]), None),
        (Verb.ACCEPT, standing(offer=Addressed(to_post_id=POST)), viewer(STRANGER), NotAddressee),
        (Verb.ACCEPT, standing(offer=Addressed(OWNER, resolved_staff_id=STRANGER)), viewer(STRANGER), None),
        (Verb.REFUSE, standing(offer=Addressed(to_staff_id=OWNER)), viewer(ACCOUNTABLE), NotAddressee),
        (Verb.ARRIVE, standing(), viewer(OWNER), None),
        (Verb.ARRIVE, standing(), viewer(STRANGER), NotOwner),
        (Verb.FINISH, standing(), viewer(ACCOUNTABLE), None),
        (Verb.FINISH, standing(), viewer(RESPONDER), NotOwner),
        (Verb.CONFIRM, standing(State.FINISHED), viewer(OWNER), NotReporter),
        (Verb.CONFIRM, standing(State.FINISHED), viewer(STRANGER, resident=True), None),
        (Verb.CLOSE, standing(State.CONFIRMED), viewer(ACCOUNTABLE), None),
        (Verb.CLOSE, standing(State.CONFIRMED), viewer(OWNER), NotAccountable),
        (Verb.CLOSE, standing(State.CONFIRMED), viewer(STRANGER, "cases.close", "cases.close_for_others"), None),
        (Verb.NOTE, standing(State.CLOSED), viewer(STRANGER), None),
        (Verb.RESPOND, standing(), viewer(STRANGER), NotOwner),
        (Verb.EXPLAIN, standing(), viewer(OWNER), None),
        (Verb.HOLD, standing(), viewer(OWNER), None),
        (Verb.HOLD, standing(on_hold=True), viewer(OWNER), AlreadyOnHold),
        (Verb.RESUME, standing(), viewer(OWNER), NotOnHold),
        (Verb.RESUME, standing(on_hold=True), viewer(OWNER), None),
        (Verb.VERIFY, standing(kind=Kind.REPAIR), viewer(OWNER), ComplaintsOnly),
        (Verb.VERIFY, standing(kind=Kind.COMPLAINT), viewer(STRANGER), None),
        (Verb.VERIFY, standing(kind=Kind.COMPLAINT, is_verified=True), viewer(STRANGER), AlreadyVerified),
        (Verb.DISPUTE, standing(), viewer(RESPONDER), NotNamedByAnother),
        (Verb.DISPUTE, standing(named_by_another=True), viewer(RESPONDER), None),
        (Verb.DISPUTE, standing(named_by_another=True), viewer(OWNER), NotNamedByAnother),
        (Verb.DISPUTE, standing(named_by_another=True, has_dispute=True), viewer(RESPONDER), AlreadyDisputed),
    ],
)
def test_who_may_say_what(verb: Verb, case: Standing, who: Viewer, expected: type[Exception] | None) -> None:
    assert objection(verb, case, who) is expected


@given(st.sampled_from([State.FINISHED, State.CONFIRMED]), st.sampled_from([OWNER, ACCOUNTABLE, STRANGER]))
def test_closing_unconfirmed_takes_the_accountable_word_or_a_reason(state: State, who: UUID) -> None:
    assert needs_reason_to_close(standing(state), who) is (state is State.FINISHED and who != ACCOUNTABLE)


def test_every_kind_has_a_number_of_its_own() -> None:
    assert set(NUMBER_PREFIX) == set(Kind)
    assert len(set(NUMBER_PREFIX.values())) == len(Kind)
    assert NUMBER_PREFIX[Kind.COMPLAINT] == "TS"  # as in the contract's example TS202611-00017


@pytest.mark.parametrize(
    ("due", "collected", "reason", "problem"),
    [
        (5000, 5000, None, None),
        (5000, 0, "住户不在家", None),
        (5000, 4999, "零钱不足", None),
        (5000, 4999, None, FeeUnexplained),
        (5000, 5001, "多收", FeeAboveDue),
        (0, 0, "没有", NoFeeDue),
    ],
)
def test_a_fee_is_collected_on_the_job_or_carries_a_reason(
    due: int, collected: int, reason: str | None, problem: Any
) -> None:  # RP-10
    assert fee_objection(due, collected, reason) is problem


def test_a_repair_with_a_fee_nobody_spoke_of_is_not_finished() -> None:  # RP-10
    case = Standing(State.OWNED, RESPONDER, ACCOUNTABLE, OWNER, has_unsaid_fee=True)
    owner = Viewer(OWNER, is_resident=False, post_ids=frozenset(), reaches=lambda _permission: True)
    assert objection(Verb.FINISH, case, owner) is FeeUnsaid
    assert objection(Verb.HOLD, case, owner) is None

"""The life of a renovation as one table, its gates, and the arithmetic of a deposit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.areas.renovations import gate_rules, problems
from shouwen.areas.renovations.gate_rules import File, Missing, RenovationPaper, missing, split_deposit
from shouwen.areas.renovations.rules import (
    BY_CLOCK,
    LIFE,
    NEEDS,
    OCCUPYING,
    ChainPhase,
    ChainStep,
    DeductionState,
    RenovationState,
    RenovationVerb,
    Standing,
    Step,
    Viewer,
    ViolationState,
    WorkScope,
    after_extension,
    ends_phase,
    next_step,
    objection,
)
from shouwen.kit.problem import Forbidden, Problem

S, V = RenovationState, RenovationVerb
TODAY = date(2026, 11, 22)
ME, OTHER, POST = (UUID(int=number) for number in (1, 2, 3))
ALL_PAPERS = frozenset(RenovationPaper)
COMPLETE = File(
    documents=ALL_PAPERS,
    today=TODAY,
    ends_on=TODAY + timedelta(days=60),
    contractor_until=TODAY,
    required_fen=500_000,
    held_fen=500_000,
    requested=True,
    initial_accepted=True,
    final_accepted=True,
)

THE_ROAD = [
    (V.SUBMIT, S.SUBMITTED),
    (V.REVIEW, S.REVIEWED),
    (V.APPROVE, S.APPROVED),
    (V.SIGN, S.SIGNED),
    (V.PAY_DEPOSIT, S.DEPOSIT_PAID),
    (V.ISSUE_PERMIT, S.PERMITTED),
    (V.START, S.UNDER_WAY),
    (V.STOP, S.STOPPED),
    (V.RESUME, S.UNDER_WAY),
    (V.EXPIRE, S.EXPIRED),
    (V.EXTEND, S.UNDER_WAY),
    (V.FAIL_ACCEPTANCE, S.UNDER_WAY),
    (V.ACCEPT_INITIAL, S.INITIAL_ACCEPTED),
    (V.OBSERVE, S.OBSERVED),
    (V.ACCEPT_FINAL, S.FINAL_ACCEPTED),
    (V.PROPOSE_SETTLEMENT, S.FINAL_ACCEPTED),
    (V.APPROVE_SETTLEMENT, S.SETTLED),
    (V.CONFIRM_REFUND, S.REFUNDED),
    (V.CLOSE, S.CLOSED),
]


def viewer(*, signs: bool = True, reaches: bool = True) -> Viewer:
    return Viewer(ME, reaches=lambda _: reaches, signs=lambda _: signs)


def standing(state: RenovationState, **more: object) -> Standing:
    return Standing(state=state, recorded_by_id=OTHER, **more)  # type: ignore[arg-type]


# ---------------------------------------------------------------- the table


def test_the_road_from_application_to_refund() -> None:
    state = S.DRAFT
    for verb, leads_to in THE_ROAD:
        assert LIFE.allows(state, verb), (state, verb)
        state = LIFE.after(state, verb)
        assert state is leads_to, verb


def test_every_state_is_reached_and_every_verb_leads_somewhere() -> None:
    rows = LIFE.rows()
    assert {target for _, _, target in rows} | {S.DRAFT} == set(S)
    assert {verb for _, verb, _ in rows} == set(V)
    assert set(NEEDS) | BY_CLOCK == set(V)


def test_what_has_ended_stays_so_but_a_deposit_goes_back() -> None:
    assert [verb for state, verb, _ in LIFE.rows() if state is S.CLOSED] == []
    for over in (S.REJECTED, S.CANCELLED):
        assert {verb for state, verb, _ in LIFE.rows() if state is over} == {
            V.PROPOSE_SETTLEMENT,
            V.APPROVE_SETTLEMENT,
            V.REFUSE_SETTLEMENT,
        }


def test_nobody_reaches_the_refund_past_an_acceptance() -> None:
    """On every path from a site to the settled deposit lie both acceptances."""
    for left_out in (V.ACCEPT_INITIAL, V.ACCEPT_FINAL):
        seen, todo = set(), [S.UNDER_WAY]
        while todo:
            state = todo.pop()
            seen.add(state)
            following = {target for source, verb, target in LIFE.rows() if source is state and verb is not left_out}
            todo += following - seen
        assert S.SETTLED not in seen, left_out


def test_a_unit_is_free_again_when_the_money_is_settled_or_it_ended() -> None:
    assert set(S) - OCCUPYING == {S.SETTLED, S.REFUNDED, S.CLOSED, S.REJECTED, S.CANCELLED}


@given(st.sampled_from(sorted(S)), st.sampled_from(sorted(V)))
def test_only_what_the_table_allows_can_be_said(state: RenovationState, verb: RenovationVerb) -> None:
    phase = ChainPhase.REVIEW if verb is V.REVIEW else ChainPhase.APPROVE
    proposed = OTHER if verb in {V.APPROVE_SETTLEMENT, V.REFUSE_SETTLEMENT} else None
    found = standing(
        state,
        next_step=Step(1, ChainStep.MANAGER, phase),
        proposed_by_id=proposed,
        violations=set(ViolationState),
        has_notice=True,
        deductions=set(DeductionState),
        refund_leaves=verb is V.CONFIRM_REFUND,
    )
    said = objection(verb, found, viewer())
    if verb in BY_CLOCK:
        assert said is problems.SystemOnly
    else:
        assert (said is None) == LIFE.allows(state, verb)
        assert objection(verb, found, viewer(reaches=False)) is Forbidden


# ---------------------------------------------------------------- the chain

CHAIN = [
    Step(1, ChainStep.FLOOR_BUTLER, ChainPhase.REVIEW),
    Step(2, ChainStep.DEPUTY_SUPERVISOR, ChainPhase.REVIEW, POST),
    Step(3, ChainStep.MANAGER, ChainPhase.APPROVE, POST),
    Step(4, ChainStep.ENGINEERING, ChainPhase.APPROVE),
]


def test_the_chain_is_signed_in_its_order() -> None:
    for signed, step in enumerate(CHAIN):
        assert next_step(CHAIN, signed) is step
    assert next_step(CHAIN, len(CHAIN)) is None
    assert [ends_phase(CHAIN, step) for step in CHAIN] == [False, True, False, True]


def test_a_step_is_signed_by_its_post_and_never_by_who_wrote_it_down() -> None:
    waits = standing(S.REVIEWED, next_step=CHAIN[2])
    assert objection(V.APPROVE, waits, viewer()) is None
    assert objection(V.APPROVE, waits, viewer(signs=False)) is problems.NotSigner
    assert objection(V.APPROVE, replace(waits, recorded_by_id=ME), viewer()) is problems.OwnApplication
    assert objection(V.APPROVE, replace(waits, next_step=CHAIN[1]), viewer()) is problems.NotNow


@pytest.mark.parametrize(
    ("verb", "state", "waiting", "said"),
    [
        (V.NOTICE, S.UNDER_WAY, {"violations": {ViolationState.NOTICED}}, problems.NoViolationWaits),
        (V.RECTIFY, S.UNDER_WAY, {"violations": {ViolationState.RECTIFIED}}, problems.NoViolationWaits),
        (V.REPORT, S.UNDER_WAY, {"violations": {ViolationState.DISSUADED}}, problems.NoViolationWaits),
        (V.DEDUCT, S.UNDER_WAY, {"has_notice": False}, problems.NeedsNotice),
        (V.OBJECT, S.UNDER_WAY, {"deductions": {DeductionState.OBJECTED}}, problems.NoDeductionWaits),
        (V.DECIDE_OBJECTION, S.UNDER_WAY, {"deductions": {DeductionState.STANDING}}, problems.NoDeductionWaits),
        (V.PAY_DEPOSIT, S.SIGNED, {"payment_waits": True}, problems.PaymentWaits),
        (V.ORDER_DEPOSIT, S.SIGNED, {"payment_waits": True}, problems.PaymentWaits),
        (V.REFUND, S.SETTLED, {"refund_leaves": True}, problems.RefundUnderWay),
        (V.CONFIRM_REFUND, S.SETTLED, {"refund_leaves": False}, problems.NoRefundUnderWay),
    ],
)
def test_nothing_is_offered_that_has_no_object(
    verb: RenovationVerb, state: RenovationState, waiting: dict[str, object], said: type[Problem]
) -> None:
    assert objection(verb, standing(state, **waiting), viewer()) is said


@pytest.mark.parametrize(
    ("state", "is_started", "is_stopped", "leads_to"),
    [
        (S.EXPIRED, False, False, S.PERMITTED),
        (S.EXPIRED, True, False, S.UNDER_WAY),
        (S.EXPIRED, True, True, S.STOPPED),
        (S.PERMITTED, False, False, S.PERMITTED),
        (S.STOPPED, True, True, S.STOPPED),
    ],
)
def test_a_later_end_begins_nothing_and_lifts_no_stop(
    state: RenovationState, *, is_started: bool, is_stopped: bool, leads_to: RenovationState
) -> None:
    assert after_extension(state, is_started=is_started, is_stopped=is_stopped) is leads_to


def test_a_settlement_is_approved_by_another() -> None:
    waits = standing(S.FINAL_ACCEPTED, proposed_by_id=ME)
    assert objection(V.APPROVE_SETTLEMENT, waits, viewer()) is problems.OwnProposal
    assert objection(V.PROPOSE_SETTLEMENT, waits, viewer()) is problems.ProposalWaits
    assert objection(V.APPROVE_SETTLEMENT, standing(S.FINAL_ACCEPTED), viewer()) is problems.NothingProposed
    assert objection(V.APPROVE_SETTLEMENT, replace(waits, proposed_by_id=OTHER), viewer()) is None


# ---------------------------------------------------------------- the gates


def test_every_gate_is_open_to_a_complete_file() -> None:
    assert {verb: missing(verb, COMPLETE) for verb in V} == {verb: [] for verb in V}


@pytest.mark.parametrize("kind", ["application_form", "fire_letter", "leak_letter", "drawings", "contractor_licence"])
@pytest.mark.parametrize("verb", [V.SUBMIT, V.REVIEW, V.APPROVE])
def test_a_paper_that_is_not_there_is_named(verb: RenovationVerb, kind: str) -> None:
    without = replace(COMPLETE, documents=ALL_PAPERS - {RenovationPaper(kind)})
    assert missing(verb, without) == [Missing(kind)]


@given(st.frozensets(st.sampled_from(sorted(RenovationPaper))))
def test_exactly_what_is_missing_is_named(documents: frozenset[RenovationPaper]) -> None:
    wanted = ["application_form", "fire_letter", "leak_letter", "drawings", "contractor_licence"]
    found = missing(V.SUBMIT, replace(COMPLETE, documents=documents))
    assert found == [Missing(kind) for kind in wanted if RenovationPaper(kind) not in documents]


@pytest.mark.parametrize(
    ("verb", "change", "named"),
    [
        (V.SUBMIT, {"has_contractor": False}, "contractor"),
        (V.SUBMIT, {"contractor_until": TODAY - timedelta(days=1)}, "contractor_expired"),
        (V.SUBMIT, {"has_agent": True, "agent_until": TODAY - timedelta(days=1)}, "authority_expired"),
        (
            V.SUBMIT,
            {"has_agent": True, "documents": ALL_PAPERS - {RenovationPaper.AUTHORITY_LETTER}},
            "authority_letter",
        ),
        (V.SIGN, {"documents": ALL_PAPERS - {RenovationPaper.AGREEMENT}}, "agreement"),
        (V.SIGN, {"has_agent": True, "agent_until": TODAY - timedelta(days=1)}, "authority_expired"),
        (V.ISSUE_PERMIT, {"held_fen": 499_999}, "deposit"),
        (V.ISSUE_PERMIT, {"documents": ALL_PAPERS - {RenovationPaper.AGREEMENT}}, "agreement"),
        (V.ISSUE_PERMIT, {"ends_on": TODAY - timedelta(days=1)}, "permit_over"),
        (V.START, {"protection_checked": False}, "protection"),
        (V.RESUME, {"open_violations": 1}, "rectification"),
        (V.ACCEPT_INITIAL, {"requested": False}, "request"),
        (V.ACCEPT_INITIAL, {"open_violations": 2}, "rectification"),
        (V.ACCEPT_FINAL, {"passes_out": 1}, "passes_out"),
        (V.PROPOSE_SETTLEMENT, {"initial_accepted": False}, "initial_acceptance"),
        (V.REFUND, {"final_accepted": False}, "final_acceptance"),
        (V.PROPOSE_SETTLEMENT, {"open_objections": 1}, "objection"),
    ],
)
def test_each_gate_says_what_it_waits_for(verb: RenovationVerb, change: dict[str, object], named: str) -> None:
    assert missing(verb, replace(COMPLETE, **change)) == [Missing(named)]  # type: ignore[arg-type]


def test_who_is_no_owner_brings_the_owner_s_letter() -> None:
    papers = ALL_PAPERS - {RenovationPaper.AUTHORITY_LETTER}
    tenant = replace(COMPLETE, is_owner=False, documents=papers)
    assert missing(V.SUBMIT, tenant) == [Missing.AUTHORITY_LETTER]
    assert missing(V.SUBMIT, replace(tenant, documents=ALL_PAPERS)) == []
    assert missing(V.SUBMIT, replace(tenant, is_owner=True)) == []


def test_an_agent_s_letter_holds_through_its_last_day() -> None:
    agent = replace(COMPLETE, has_agent=True, agent_until=TODAY)
    assert missing(V.SUBMIT, agent) == []


def test_opinions_are_wanted_at_their_own_step_alone() -> None:
    without = replace(COMPLETE, documents=ALL_PAPERS - {RenovationPaper.SIGNED_OPINIONS})
    assert missing(V.APPROVE, replace(without, step=ChainStep.MANAGER)) == []
    assert missing(V.APPROVE, replace(without, step=ChainStep.TENANT_AND_CONTRACTOR)) == [Missing.SIGNED_OPINIONS]


def test_fire_acceptance_is_wanted_where_the_fire_system_was_touched() -> None:
    without = replace(COMPLETE, documents=ALL_PAPERS - {RenovationPaper.FIRE_ACCEPTANCE})
    assert missing(V.ACCEPT_FINAL, without) == []
    assert missing(V.ACCEPT_FINAL, replace(without, scope=[WorkScope.FIRE_SYSTEM])) == [Missing.FIRE_ACCEPTANCE]


def test_what_ended_before_anything_was_built_needs_no_acceptance() -> None:
    over = replace(COMPLETE, initial_accepted=False, final_accepted=False, ended_early=True)
    assert missing(V.PROPOSE_SETTLEMENT, over) == []
    assert missing(V.REFUND, over) == []


# ---------------------------------------------------------------- the money

FEN = st.integers(min_value=0, max_value=10**9)


@given(FEN, st.dictionaries(st.sampled_from(sorted(WorkScope)), FEN), st.lists(st.sampled_from(sorted(WorkScope))))
def test_the_deposit_grows_with_the_works_and_counts_each_once(
    unit_fen: int, scope_fen: dict[WorkScope, int], works: list[WorkScope]
) -> None:
    rates = gate_rules.DepositRates(unit_fen, scope_fen)
    due = [gate_rules.deposit_due(rates, works[:many]) for many in range(len(works) + 1)]
    assert all(less <= more for less, more in pairwise(due))
    assert due[0] == unit_fen
    assert gate_rules.deposit_due(rates, works * 2) == due[-1]


@given(FEN, st.lists(FEN, max_size=5), st.booleans())
def test_a_deposit_is_divided_to_the_fen(held: int, deductions: list[int], forfeit: bool) -> None:
    split = split_deposit(held, deductions, forfeit=forfeit)
    if sum(deductions) > held:
        assert split is None
        return
    assert split is not None
    assert split.deducted_fen + split.forfeited_fen + split.refund_fen == held
    assert min(split.deducted_fen, split.forfeited_fen, split.refund_fen) >= 0
    assert (split.refund_fen == 0) if forfeit else (split.forfeited_fen == 0)

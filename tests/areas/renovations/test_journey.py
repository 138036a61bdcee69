"""From the application to the refunded deposit, over HTTP, the books in balance after every step."""

from __future__ import annotations

import pytest

from tests.areas.renovations.yard import DEPOSIT, Yard, checks, lacks
from tests.support.api import Api


@pytest.fixture
def yard(shared_api: Api) -> Yard:
    return Yard.open(shared_api)


def test_from_application_to_refund(yard: Yard) -> None:  # noqa: PLR0915 - one story, told in its order
    """Two violations, an objection and a failed acceptance on the way."""
    steps: list[str] = []

    def balanced(state: str, held: int) -> None:
        steps.append(state)
        found = yard.read(one)
        assert found["state"] == state, steps
        assert (found["held_fen"], yard.deposit(one)["held_fen"]) == (held, held), steps
        assert yard.off_balance() == 0, steps

    one = yard.approved()
    balanced("approved", 0)
    assert lacks(yard.say(yard.desk, one, "sign")) == ["agreement"]
    yard.hand_in(one, "agreement", yard.desk)
    yard.done(yard.desk, one, "sign")
    balanced("signed", 0)
    yard.done(yard.cashier, one, "pay-deposit", amount_fen=DEPOSIT, method="bank_transfer", reference="B1")
    balanced("deposit_paid", DEPOSIT)
    permitted = yard.done(yard.desk, one, "issue-permit")
    assert permitted["permit_number"].startswith("XK202611-")
    balanced("permitted", DEPOSIT)
    yard.done(yard.butler, one, "start", protection_checked=True)
    balanced("under_way", DEPOSIT)

    first, second = yard.noticed(one, "rubbish"), yard.noticed(one, "structure")
    yard.done(yard.butler, one, "report", violation_no=second, authority="街道城管办", words="拒不整改")
    yard.done(yard.butler, one, "stop", words="拆改承重墙")
    balanced("stopped", DEPOSIT)
    assert lacks(yard.say(yard.butler, one, "resume")) == ["rectification"]
    for no in (first, second):
        yard.rectified(one, no)
    yard.done(yard.butler, one, "resume")
    balanced("under_way", DEPOSIT)

    for no, amount in ((first, 20_000), (second, 50_000)):
        shown = [yard.file(yard.butler)]
        yard.done(yard.butler, one, "deduct", violation_no=no, amount_fen=amount, words="代为恢复", file_ids=shown)
    balanced("under_way", DEPOSIT)
    yard.done(yard.owner, one, "object", deduction_no=1, words="垃圾已自行清运")

    assert lacks(yard.say(yard.supervisor, one, "accept-initial")) == ["request"]
    yard.done(yard.owner, one, "request-acceptance")
    yard.done(yard.supervisor, one, "fail-acceptance", words="闭水渗漏")
    balanced("under_way", DEPOSIT)
    observed = yard.observed(one)
    assert observed["state"] == "observed"
    balanced("observed", DEPOSIT)
    yard.done(yard.supervisor, one, "accept-final")
    balanced("final_accepted", DEPOSIT)

    assert lacks(yard.say(yard.supervisor, one, "propose-settlement")) == ["objection"]
    yard.done(yard.manager, one, "decide-objection", deduction_no=1, upheld=False, words="证据不足")
    yard.done(yard.supervisor, one, "propose-settlement")
    balanced("final_accepted", DEPOSIT)
    yard.done(yard.manager, one, "approve-settlement")
    balanced("settled", DEPOSIT - 50_000)
    yard.done(yard.cashier, one, "refund", method="bank_transfer")
    balanced("settled", 0)
    yard.done(yard.cashier, one, "confirm-refund", outcome="failed")
    balanced("settled", DEPOSIT - 50_000)
    yard.done(yard.cashier, one, "refund", method="bank_transfer")
    yard.done(yard.cashier, one, "confirm-refund", outcome="paid_out")
    balanced("refunded", 0)
    yard.done(yard.desk, one, "close")
    balanced("closed", 0)

    books = yard.deposit(one)
    assert books["paid_fen"] == books["deducted_fen"] + books["forfeited_fen"] + books["refunded_fen"] == DEPOSIT
    assert (books["deducted_fen"], books["refunded_fen"], books["under_way_fen"]) == (50_000, DEPOSIT - 50_000, 0)
    assert sum(line["amount_fen"] for line in books["transfers"]) == 0
    assert books["transfers"][-1]["balance_fen"] == 0
    told = yard.read(one)
    assert [one["passed"] for one in told["acceptances"]] == [False, True, True]
    assert {one["kind"]: one["breaches"] for one in told["breaches"]} == {"rubbish": 1, "structure": 1}
    assert yard.promises(one, "renovation.refund")[0]["state"] == "kept"


def test_every_site_is_promised_a_visit_every_day_and_the_days_between_are_made_up_for(yard: Yard) -> None:
    one = yard.under_way()
    days = [promise["due_at"] for promise in yard.promises(one, "renovation.inspect.every")]
    assert len(days) == 2
    yard.done(yard.butler, one, "inspect", checks=checks())
    yard.api.clock.advance(days=3)
    yard.tick()
    yard.tick()
    found = yard.promises(one, "renovation.inspect.every")
    assert [promise["state"] for promise in found] == ["kept", "open", "open", "open", "open"]
    assert len({promise["due_at"] for promise in found}) == len(found)

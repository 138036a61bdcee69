"""A desk whose people pay by WeChat: a server that speaks to the stand-in, and what the books must say afterwards."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.jobs.models import Job
from shouwen.core.ledger.models import Account, Document, Payment, Refund
from shouwen.core.ledger.posting import balance
from shouwen.core.ledger.rules import AccountKind, DocumentKind, PaymentState, RefundState
from shouwen.core.places.models import Household
from shouwen.kit.clock import SystemClock
from shouwen.revisions import owner_engine
from shouwen.settings import load_settings
from tests.proof import audit
from tests.proof.caller import Answer, Caller
from tests.proof.conservation import books, expect_sound
from tests.proof.finding import Finding, Task
from tests.proof.ground import Plot
from tests.proof.people import API, Desk, Headers, Said, expect
from tests.proof.running import Process, Service
from tests.proof.waiting import wait_until
from tests.support import wechat_pay
from tests.support.wechat_pay import WechatStandIn

NOTICES: Final = f"{API}/payments/wechat/notices"
FEN: Final = 1_000
Notice = tuple[dict[str, str], bytes]


@dataclass
class Till:
    """The cashier, the manager who approves, WeChat Pay, and the household that pays a deposit again and again."""

    plot: Plot
    service: Service
    worker: Process | None  # on SQLite the server does its own errands
    pay: WechatStandIn
    cashier: Desk
    manager: Desk
    household: UUID
    numbers: Iterator[int]

    def said(self, path: str, body: Said | None = None, who: Desk | None = None, key: str = "", **headers: str) -> Said:
        """Said to the ledger, until it is done: what was cut off is sent again with the same key."""
        named = {"Idempotency_Key": key or f"till-{next(self.numbers)}", **headers}
        told: Said = expect(self.post(path, body, who, **named), 200, 201).json()
        return told

    def post(self, path: str, body: Said | None = None, who: Desk | None = None, **headers: str) -> Answer:
        return (who or self.cashier).again().caller.post(f"{API}/ledger/{path}", body or {}, **headers)

    def ordered(self) -> str:
        """The id of a payment that WeChat Pay has ordered."""
        body = {"household_id": str(self.household), "purpose": "other_deposit", "amount_fen": FEN}
        id: str = self.said("payments", body)["id"]
        wait_until(lambda: bool(self.payment(id)["code_url"]), "a payment has no code to scan")
        return id

    def payment(self, id: str) -> Said:
        told: Said = expect(self.cashier.again().caller.get(f"{API}/ledger/payments/{id}"), 200).json()
        return told

    def hear(self, notice: Notice) -> Answer:
        """WeChat Pay tells, as often as it likes."""
        headers, body = notice
        with Caller(self.service.port) as caller:
            return caller.ask("POST", NOTICES, body, headers)

    def kill(self) -> None:
        """Everything of ours dies at once."""
        if self.worker:
            self.worker.kill()
        self.service.kill()

    def stop(self) -> None:
        """In an orderly way."""
        if self.worker:
            self.worker.stop()
        self.service.stop()

    def come_back(self) -> None:
        """All starts again; what the dead had claimed is free at once, not only when its lease is over."""
        engine = owner_engine(load_settings(database_url=self.plot.url))
        with engine.begin() as connection:
            connection.execute(sa.update(Job).values(leased_until=None))
        engine.dispose()
        if self.worker:
            self.worker.launch()
        self.service.start()

    def paid(self) -> str:
        """The id of a payment that was taken in peace."""
        id = self.ordered()
        self.pay.pay(UUID(id).hex)
        expect(self.hear(self.pay.notice(UUID(id).hex)), 204)
        return id

    def account_id(self) -> str:
        told = self.said("statements", {"household_id": str(self.household)})
        return str(next(one["id"] for one in told["accounts"] if one["purpose"] == "other_deposit"))

    def approved(self, **body: object) -> str:
        """The id of the refund slip of a refund that two people agreed on."""
        given = {"account_id": self.account_id(), "amount_fen": FEN, "reason": "验收合格", **body}
        proposal = self.said("refund-proposals", given)
        version = f'"v{proposal["version"]}"'
        path = f"proposals/{proposal['id']}/approve"
        return str(self.said(path, {}, self.manager, If_Match=version)["made_document"]["id"])


@contextmanager
def till(task: Task) -> Iterator[Till]:
    """A server that may speak to the stand-in, which stays while the server is killed and comes back."""
    with ExitStack() as stack:
        pay = stack.enter_context(wechat_pay.opened(SystemClock().now))
        plot = stack.enter_context(task.ground.plot())
        settings = _settings(pay, plot.folder)
        service = stack.enter_context(plot.service(**settings))
        worker = None
        if plot.kind == "postgresql":
            worker = stack.enter_context(Process(["worker"], plot.folder, {"database_url": plot.url, **settings}))
            worker.launch()
        service.start()
        cashier = Desk.open(plot.people, service.port, "cashier")
        manager = Desk.open(plot.people, service.port, "manager")
        with audit.looking(plot.url) as session:
            rows = sa.select(Household.id).where(Household.community_id == UUID(cashier.community_id))
            household = session.scalars(rows.order_by(Household.id).limit(1)).one()
        yield Till(plot, service, worker, pay, cashier, manager, household, itertools.count())


def _settings(pay: WechatStandIn, folder: Path) -> Headers:
    account = pay.account
    (folder / "merchant.pem").write_text(account.private_key, "ascii")
    (folder / "platform.pem").write_text(account.platform_key, "ascii")
    return {
        "public_url": "https://desk.example.com",
        "wechat_pay_url": account.url,
        "wechat_pay_app_id": account.app_id,
        "wechat_pay_merchant_id": account.merchant_id,
        "wechat_pay_serial": account.serial,
        "wechat_pay_key_file": str(folder / "merchant.pem"),
        "wechat_pay_platform_serial": account.platform_serial,
        "wechat_pay_platform_key_file": str(folder / "platform.pem"),
        "wechat_pay_api_v3_key": account.api_v3_key,
    }


def expect_taken_once(finding: Finding, url: str, ids: list[str]) -> None:
    """Each payment stands on exactly one receipt, of its sum."""
    with audit.looking(url) as session:
        receipts = sa.select(Document.cause, Document.amount_fen).where(Document.kind == DocumentKind.RECEIPT)
        times = Counter((row.cause, row.amount_fen) for row in session.execute(receipts))
        states = dict(session.execute(sa.select(Payment.id, Payment.state)).all())
    for id in ids:
        taken = times[f"payment:{id}", FEN]
        finding.expect(taken == 1, f"a payment was taken {taken} times")
        finding.expect(states[UUID(id)] is PaymentState.PAID, f"a payment that was taken is {states[UUID(id)]}")


def expect_ended_once(finding: Finding, url: str, slips: dict[str, RefundState]) -> None:
    """Each refund has ended as it should, by one transfer."""
    ended = Counter(row.document_id for row in books(url)["transfers"] if row.cause.endswith(":outcome"))
    times = {str(UUID(bytes=id) if isinstance(id, bytes) else id): count for id, count in ended.items()}
    with audit.looking(url) as session:
        states = {str(id): state for id, state in session.execute(sa.select(Refund.document_id, Refund.state))}
    for slip, state in slips.items():
        finding.expect(states[slip] is state, f"a refund is {states[slip]} and should be {state}")
        finding.expect(times.get(slip) == 1, f"a refund ended {times.get(slip, 0)} times")


def standing(url: str, household: UUID) -> dict[AccountKind, int]:
    """What is held for the household, and what is on its way."""
    with audit.looking(url) as session:
        rows = sa.select(Account).where(sa.or_(Account.household_id == household, Account.kind == AccountKind.LEAVING))
        found: Counter[AccountKind] = Counter()
        for account in session.scalars(rows):
            found[account.kind] += balance(session, account.community_id, account.id)
    return dict(found)


def expect_whole(finding: Finding, url: str, when: str) -> None:
    """The books add up."""
    expect_sound(finding, books(url), when)

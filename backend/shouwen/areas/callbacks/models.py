"""Draws with their cuts and rows, the callbacks drawn, the calls made for them and what was said."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.callbacks.corrective_rules import CorrectiveState
from shouwen.areas.callbacks.draw import Obstacle
from shouwen.areas.callbacks.rules import (
    AttemptOutcome,
    CallbackKind,
    CallbackState,
    Grade,
    Method,
    Outcome,
    Programme,
)
from shouwen.kit.crypto import Encrypted
from shouwen.kit.db import Base, Scoped, Thing, one_of, within
from shouwen.kit.ids import new_id

_A_MATTER = sa.text("subject_id IS NOT NULL")


class Draw(Thing, Base):
    """A programme, a kind, a month. Its commit is published before the first row, its seed when all is over."""

    __tablename__ = "callback_draws"
    __table_args__ = (
        one_of("programme", Programme),
        one_of("kind", CallbackKind),
        sa.UniqueConstraint("community_id", "programme", "kind", "period"),
        sa.Index("ix_callback_draws_settled", "settled_at"),
    )

    programme: Mapped[Programme]
    kind: Mapped[CallbackKind]
    period: Mapped[str]  # the local month, such as 2026-11
    commit: Mapped[str]
    seed: Mapped[str] = mapped_column(Encrypted("callback_draws.seed"))
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]  # the end of the month, in the community's time
    last_seq: Mapped[int] = mapped_column(default=0)
    last_cut: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[str]
    settled_at: Mapped[datetime | None]


class DrawCut(Scoped, Base):
    """What was decided at one instant, bound to all that was decided before."""

    __tablename__ = "callback_cuts"
    __table_args__ = (within("draw_id", "callback_draws"),)

    draw_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    hash: Mapped[str]


class DrawRow(Scoped, Base):
    """One enrolment, or one that was missing (short: it has no subject)."""

    __tablename__ = "callback_draw_rows"
    __table_args__ = (
        within("draw_id", "callback_draws"),
        within("subject_id", "subjects"),
        one_of("reason", Obstacle),
        one_of("outcome", Outcome),
        sa.CheckConstraint("(outcome = 'short') = (subject_id IS NULL)", name="short"),
        sa.CheckConstraint("rate_bp BETWEEN 0 AND 10000", name="rate_bp"),
        sa.Index(
            "uq_callback_draw_rows_subject",
            *("community_id", "subject_id", "programme", "round"),
            unique=True,
            postgresql_where=_A_MATTER,
            sqlite_where=_A_MATTER,
        ),
        one_of("programme", Programme),
    )

    draw_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[Programme]
    subject_id: Mapped[UUID | None]
    round: Mapped[int]
    rate_bp: Mapped[int]
    base_at: Mapped[datetime]  # what its window is counted from
    enrolled_at: Mapped[datetime]
    callable_from: Mapped[datetime]
    callable_until: Mapped[datetime]
    reason: Mapped[Obstacle | None]
    cut: Mapped[int | None]
    drawn_cut: Mapped[int | None]
    gone_cut: Mapped[int | None]
    outcome: Mapped[Outcome]
    ticket: Mapped[bytes | None]


class Callback(Thing, Base):
    """A drawn row: somebody is to call. `number` is that of its form, without gaps (CB-06, CB-10)."""

    __tablename__ = "callbacks"
    __table_args__ = (
        within("subject_id", "subjects"),
        within("draw_id", "callback_draws"),
        one_of("state", CallbackState),
        one_of("programme", Programme),
        one_of("kind", CallbackKind),
        one_of("method", Method),
        sa.ForeignKeyConstraint(
            ["community_id", "draw_id", "seq"],
            ["callback_draw_rows.community_id", "callback_draw_rows.draw_id", "callback_draw_rows.seq"],
            name="fk_callbacks_row",
        ),
        sa.UniqueConstraint("community_id", "draw_id", "seq"),
        sa.UniqueConstraint("community_id", "number"),
        sa.Index("ix_callbacks_subject", "community_id", "subject_id"),
        sa.Index("ix_callbacks_due", "community_id", "due_at", "id"),
        sa.Index("ix_callbacks_caller", "caller_id", "state", "due_at"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    number: Mapped[str]
    state: Mapped[CallbackState]
    programme: Mapped[Programme]
    kind: Mapped[CallbackKind]
    draw_id: Mapped[UUID]
    seq: Mapped[int]
    subject_id: Mapped[UUID]
    round: Mapped[int]
    method: Mapped[Method]  # how it is to be made
    caller_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    companion_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    callable_from: Mapped[datetime]
    due_at: Mapped[datetime]
    drawn_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    raised_case_id: Mapped[UUID | None]  # the complaint that followed from a bad answer


class Attempt(Scoped, Base):
    """A call that was made, or a visit (CB-15, CB-20)."""

    __tablename__ = "callback_attempts"
    __table_args__ = (
        within("callback_id", "callbacks"),
        one_of("outcome", AttemptOutcome),
        sa.Index("ix_callback_attempts_callback", "community_id", "callback_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    callback_id: Mapped[UUID]
    outcome: Mapped[AttemptOutcome]
    next_at: Mapped[datetime | None]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class Answer(Scoped, Base):
    """What was said: a record is never changed; a second opinion is a second record (CB-05, CB-08)."""

    __tablename__ = "callback_answers"
    __table_args__ = (
        within("callback_id", "callbacks"),
        one_of("method", Method),
        one_of("quality", Grade),
        one_of("effect", Grade),
        one_of("satisfaction", Grade),
        one_of("attitude", Grade),
        sa.CheckConstraint("(reviewed_at IS NULL) = (reviewed_by_id IS NULL)", name="reviewed"),
        sa.CheckConstraint("(reviewed_at IS NULL) = (passed IS NULL)", name="passed"),
    )

    callback_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    method: Mapped[Method]
    quality: Mapped[Grade]
    effect: Mapped[Grade]
    satisfaction: Mapped[Grade]
    attitude: Mapped[Grade]
    irregular_charge: Mapped[bool]
    shortcomings: Mapped[str | None]
    suggestion: Mapped[str | None]
    signature_file_id: Mapped[UUID | None]
    suggestion_case_id: Mapped[UUID | None]  # the matter that was made of the suggestion
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    reviewed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    reviewed_at: Mapped[datetime | None]
    passed: Mapped[bool | None]
    comment: Mapped[str | None]


class Quarter(Thing, Base):
    """A quarter of callbacks in a community: a subject of its own, whose promises are its filing and what follows."""

    __tablename__ = "callback_quarters"
    __table_args__ = (within("id", "subjects"), sa.UniqueConstraint("community_id", "quarter"))

    quarter: Mapped[str]  # such as 2026-Q4
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    analysed_at: Mapped[datetime | None]  # when what came up again was made a corrective action each


class Filing(Scoped, Base):
    """A quarter as it was filed (CB-10). Rows are added and read: nothing changes or destroys what was filed."""

    __tablename__ = "callback_filings"
    __table_args__ = (within("quarter_id", "callback_quarters"), sa.UniqueConstraint("community_id", "number"))

    quarter_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    figures: Mapped[str]  # JSON, as the analysis answered it at that instant
    pages: Mapped[int]
    filed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    filed_at: Mapped[datetime]
    keep_until: Mapped[datetime | None]


class CorrectiveAction(Thing, Base):
    """What is done about a matter that came up again and again (CB-09). `follows_id`: the one that had no effect."""

    __tablename__ = "callback_corrective_actions"
    __table_args__ = (
        within("quarter_id", "callback_quarters"),
        within("unit_id", "units"),
        within("follows_id", "callback_corrective_actions"),
        one_of("state", CorrectiveState),
        sa.UniqueConstraint("community_id", "number"),
        sa.UniqueConstraint("community_id", "follows_id"),
        sa.Index("ix_callback_corrective_actions_quarter", "community_id", "quarter_id", "id"),
        sa.CheckConstraint("(decided_at IS NULL) = (measure IS NULL)", name="decided"),
        sa.CheckConstraint("(followed_up_at IS NULL) = (finding IS NULL)", name="followed_up"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    number: Mapped[str]
    state: Mapped[CorrectiveState]
    quarter_id: Mapped[UUID]
    kind: Mapped[str]
    category: Mapped[str]
    unit_id: Mapped[UUID]
    times: Mapped[int]
    follows_id: Mapped[UUID | None]
    opened_at: Mapped[datetime]
    measure: Mapped[str | None]
    responsible_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    until: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    done: Mapped[str | None]
    done_at: Mapped[datetime | None]
    finding: Mapped[str | None]
    followed_up_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    followed_up_at: Mapped[datetime | None]


class CorrectiveCase(Scoped, Base):
    """A case that a corrective action is about."""

    __tablename__ = "callback_corrective_cases"
    __table_args__ = (
        within("corrective_id", "callback_corrective_actions"),
        within("case_id", "subjects"),
        sa.Index("ix_callback_corrective_cases_case", "community_id", "case_id"),
    )

    corrective_id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(primary_key=True)

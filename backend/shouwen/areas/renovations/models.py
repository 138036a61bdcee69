"""Renovations with their papers, signatures, site visits, violations, passes, and what is kept of a deposit."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.renovations.gate_rules import RenovationPaper
from shouwen.areas.renovations.pass_rules import PassState
from shouwen.areas.renovations.rules import (
    OCCUPYING,
    AcceptanceStage,
    ChainPhase,
    ChainStep,
    DeductionState,
    RenovationState,
    SettlementState,
    ViolationKind,
    ViolationState,
    WorkScope,
)
from shouwen.core.access.actor import ActorKind
from shouwen.kit.crypto import Encrypted
from shouwen.kit.db import Base, Scoped, Thing, one_of, within
from shouwen.kit.ids import new_id

_OCCUPYING = sa.text(f"state IN ({', '.join(repr(state.value) for state in sorted(OCCUPYING))})")


class Renovation(Thing, Base):
    """One file (RN-18). Its id is that of its subject."""

    __tablename__ = "renovations"
    __table_args__ = (
        within("id", "subjects"),
        within("unit_id", "units"),
        within("household_id", "households"),
        within("applicant_id", "residents"),
        one_of("state", RenovationState),
        one_of("recorded_by_kind", ActorKind),
        sa.CheckConstraint("ends_on >= starts_on", name="ends_on"),
        sa.CheckConstraint("required_fen IS NULL OR required_fen >= 0", name="required_fen"),
        sa.CheckConstraint("(agent_name IS NULL) = (agent_until IS NULL)", name="agent"),
        sa.CheckConstraint("(contractor_name IS NULL) = (contractor_until IS NULL)", name="contractor"),
        sa.UniqueConstraint("community_id", "number"),
        sa.Index(
            "uq_renovations_unit",
            "community_id",
            "unit_id",
            unique=True,
            postgresql_where=_OCCUPYING,
            sqlite_where=_OCCUPYING,
        ),
        sa.Index("ix_renovations_state", "community_id", "state", "ends_on"),
        sa.Index("ix_renovations_of_unit", "community_id", "unit_id", "id"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    number: Mapped[str]
    state: Mapped[RenovationState]
    unit_id: Mapped[UUID]
    household_id: Mapped[UUID]
    applicant_id: Mapped[UUID]
    title: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    agent_name: Mapped[str | None] = mapped_column(Encrypted("renovations.agent_name"))
    agent_phone: Mapped[str | None] = mapped_column(Encrypted("renovations.agent_phone"))
    agent_until: Mapped[date | None]
    contractor_name: Mapped[str | None]
    contractor_licence: Mapped[str | None]
    contractor_until: Mapped[date | None]
    contractor_head: Mapped[str | None] = mapped_column(Encrypted("renovations.contractor_head"))
    contractor_phone: Mapped[str | None] = mapped_column(Encrypted("renovations.contractor_phone"))
    required_fen: Mapped[int | None] = mapped_column(sa.BigInteger)  # fixed when the agreement is signed
    permit_number: Mapped[str | None]
    recorded_by_kind: Mapped[ActorKind]
    recorded_by_id: Mapped[UUID]
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    permitted_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    requested_at: Mapped[datetime | None]
    initial_at: Mapped[datetime | None]
    observe_until: Mapped[datetime | None]
    final_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    refunded_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    planned_through: Mapped[date | None]  # until this day every inspection is promised
    extensions: Mapped[int] = mapped_column(default=0)
    # A stop outlasts the end of the permit.
    is_stopped: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class RenovationWork(Scoped, Base):
    """One of the works that are to be done."""

    __tablename__ = "renovation_works"
    __table_args__ = (within("renovation_id", "renovations"), one_of("work", WorkScope))

    renovation_id: Mapped[UUID] = mapped_column(primary_key=True)
    work: Mapped[WorkScope] = mapped_column(primary_key=True)


class RenovationDocument(Scoped, Base):
    """A paper of the file."""

    __tablename__ = "renovation_documents"
    __table_args__ = (
        within("renovation_id", "renovations"),
        one_of("kind", RenovationPaper),
        one_of("added_by_kind", ActorKind),
        sa.Index("ix_renovation_documents_renovation", "community_id", "renovation_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    renovation_id: Mapped[UUID]
    kind: Mapped[RenovationPaper]
    file_id: Mapped[UUID] = mapped_column(sa.ForeignKey("files.id"))
    added_by_kind: Mapped[ActorKind]
    added_by_id: Mapped[UUID]
    added_at: Mapped[datetime]


class ChainStepSetting(Scoped, Base):
    """A step of the chain as a community has set it (PC-10, RN-16)."""

    __tablename__ = "renovation_chain_steps"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        within("post_id", "posts"),
        one_of("step", ChainStep),
        one_of("phase", ChainPhase),
        sa.UniqueConstraint("community_id", "step"),
    )

    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[ChainStep]
    phase: Mapped[ChainPhase]
    post_id: Mapped[UUID | None]


class RenovationSignature(Scoped, Base):
    """A step of the chain as this file carries it: whose it is, and who signed."""

    __tablename__ = "renovation_signatures"
    __table_args__ = (
        within("renovation_id", "renovations"),
        within("post_id", "posts"),
        one_of("step", ChainStep),
        one_of("phase", ChainPhase),
        sa.CheckConstraint("(signed_at IS NULL) = (signed_by_id IS NULL)", name="signed"),
    )

    renovation_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[ChainStep]
    phase: Mapped[ChainPhase]
    post_id: Mapped[UUID | None]
    signed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]
    opinion: Mapped[str | None]


class RenovationNote(Scoped, Base):
    """The words that were said with a step: a reason, a ruling."""

    __tablename__ = "renovation_notes"
    __table_args__ = (
        within("renovation_id", "renovations"),
        one_of("written_by_kind", ActorKind),
        sa.Index("ix_renovation_notes_renovation", "community_id", "renovation_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    renovation_id: Mapped[UUID]
    act: Mapped[str]
    text: Mapped[str]
    written_by_kind: Mapped[ActorKind]
    written_by_id: Mapped[UUID]
    at: Mapped[datetime]


class SiteInspection(Scoped, Base):
    """A visit to the site, with its check-list (RN-06, RN-17)."""

    __tablename__ = "renovation_inspections"
    __table_args__ = (
        within("renovation_id", "renovations"),
        sa.Index("ix_renovation_inspections_at", "community_id", "at"),
    )

    renovation_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    findings: Mapped[dict[str, Any]]  # item → fine or fault
    progress: Mapped[str | None]
    anomaly: Mapped[str | None]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class Violation(Scoped, Base):
    """A breach of the rules, from dissuading to its end (RN-07)."""

    __tablename__ = "renovation_violations"
    __table_args__ = (
        within("renovation_id", "renovations"),
        one_of("kind", ViolationKind),
        one_of("state", ViolationState),
        sa.CheckConstraint("(notice_number IS NULL) = (notice_due_at IS NULL)", name="notice"),
        sa.UniqueConstraint("community_id", "notice_number"),
    )

    renovation_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[ViolationKind]
    state: Mapped[ViolationState]
    words: Mapped[str]
    is_new: Mapped[bool]  # another of its kind, and not the one that is still open (RN-15)
    inspection_no: Mapped[int | None]
    found_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    found_at: Mapped[datetime]
    notice_number: Mapped[str | None]
    notice_due_at: Mapped[datetime | None]
    notice_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    noticed_at: Mapped[datetime | None]
    demand: Mapped[str | None]  # what is to be put right
    served_to: Mapped[str | None]
    rectified_at: Mapped[datetime | None]
    verified_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    reported_at: Mapped[datetime | None]
    reported_to: Mapped[str | None]


class Evidence(Scoped, Base):
    """A photograph or paper that shows something of the file: exactly one of the four numbers says what."""

    __tablename__ = "renovation_evidence"
    __table_args__ = (
        within("renovation_id", "renovations"),
        sa.Index("ix_renovation_evidence_renovation", "community_id", "renovation_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    renovation_id: Mapped[UUID]
    file_id: Mapped[UUID] = mapped_column(sa.ForeignKey("files.id"))
    inspection_no: Mapped[int | None]
    violation_no: Mapped[int | None]
    deduction_no: Mapped[int | None]
    acceptance_no: Mapped[int | None]


class Acceptance(Scoped, Base):
    """An acceptance, passed or not (RN-09 to RN-11)."""

    __tablename__ = "renovation_acceptances"
    __table_args__ = (within("renovation_id", "renovations"), one_of("stage", AcceptanceStage))

    renovation_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stage: Mapped[AcceptanceStage]
    passed: Mapped[bool]
    words: Mapped[str | None]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]


class WorkerPass(Thing, Base):
    """A worker's pass (RN-05, PG-03): what its token says is checked against this row."""

    __tablename__ = "renovation_passes"
    __table_args__ = (
        within("renovation_id", "renovations"),
        one_of("state", PassState),
        sa.CheckConstraint("valid_until >= valid_from", name="valid_until"),
        sa.CheckConstraint("(state = 'valid') = (ended_at IS NULL)", name="ended"),
        sa.UniqueConstraint("community_id", "number"),
        sa.Index("ix_renovation_passes_renovation", "community_id", "renovation_id"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    number: Mapped[str]
    renovation_id: Mapped[UUID]
    state: Mapped[PassState]
    worker_name: Mapped[str] = mapped_column(Encrypted("renovation_passes.worker_name"))
    trade: Mapped[str]
    photo_file_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("files.id"))
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    issued_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    issued_at: Mapped[datetime]
    ended_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None]
    round: Mapped[int] = mapped_column(default=1)  # prolonged with the permit, its return is promised anew


class Deduction(Scoped, Base):
    """What is to be kept of the deposit, for which notice (RN-12)."""

    __tablename__ = "renovation_deductions"
    __table_args__ = (
        within("renovation_id", "renovations"),
        one_of("state", DeductionState),
        sa.CheckConstraint("amount_fen > 0", name="amount_fen"),
        sa.CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="third"),
    )

    renovation_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    violation_no: Mapped[int]
    state: Mapped[DeductionState]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    words: Mapped[str]
    proposed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    proposed_at: Mapped[datetime]
    objection: Mapped[str | None]
    objected_by_id: Mapped[UUID | None]
    objected_at: Mapped[datetime | None]
    ruling: Mapped[str | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]


class Settlement(Scoped, Base):
    """How the deposit is divided: proposed by one, approved by another (RN-12, RN-19)."""

    __tablename__ = "renovation_settlements"
    __table_args__ = (
        within("renovation_id", "renovations"),
        one_of("state", SettlementState),
        sa.CheckConstraint("deducted_fen >= 0 AND forfeited_fen >= 0 AND refund_fen >= 0", name="parts"),
        sa.CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="two_people"),
    )

    renovation_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[SettlementState]
    deducted_fen: Mapped[int] = mapped_column(sa.BigInteger)
    forfeited_fen: Mapped[int] = mapped_column(sa.BigInteger)
    refund_fen: Mapped[int] = mapped_column(sa.BigInteger)
    words: Mapped[str | None]
    proposed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]


class CausedCase(Scoped, Base):
    """A complaint or dispute that this renovation caused (RN-14)."""

    __tablename__ = "renovation_cases"
    __table_args__ = (
        within("renovation_id", "renovations"),
        within("case_id", "subjects"),
        sa.Index("ix_renovation_cases_case", "community_id", "case_id"),
    )

    renovation_id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    linked_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    linked_at: Mapped[datetime]

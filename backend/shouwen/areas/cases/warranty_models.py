"""The ledger of warranty defects, and the people outside who repair them."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases.repair_rules import DefectSize
from shouwen.areas.cases.warranty_rules import DefectStage, DefectVerb, PartyKind
from shouwen.kit.crypto import Encrypted
from shouwen.kit.db import Base, Scoped, Thing, one_of, within


class OutsideParty(Thing, Base):
    """Somebody of the developer's, or of a contractor: whom a defect is dispatched to."""

    __tablename__ = "outside_parties"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("kind", PartyKind),
        sa.Index("ix_outside_parties_company", "community_id", "company", "id"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    kind: Mapped[PartyKind]
    company: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str | None] = mapped_column(Encrypted("outside_parties.phone"))
    ended_at: Mapped[datetime | None]  # no longer theirs to repair


class Defect(Thing, Base):
    """A line of the ledger: a defect judged valid in a round of its case, and when it reached which stage."""

    __tablename__ = "warranty_defects"
    __table_args__ = (
        within("case_id", "cases"),
        within("party_id", "outside_parties"),
        one_of("size", DefectSize),
        one_of("stage", DefectStage),
        sa.CheckConstraint("stage IN ('entered', 'written_off', 'called_back') OR party_id IS NOT NULL", name="party"),
        sa.UniqueConstraint("community_id", "case_id", "round"),
        sa.Index("ix_warranty_defects_entered", "community_id", "entered_at", "id"),
    )

    case_id: Mapped[UUID]
    round: Mapped[int]
    size: Mapped[DefectSize]
    stage: Mapped[DefectStage]
    party_id: Mapped[UUID | None]
    entered_at: Mapped[datetime]
    dispatched_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    written_off_at: Mapped[datetime | None]
    called_back_at: Mapped[datetime | None]


class DefectStep(Scoped, Base):
    """What was done about a defect, and said: among ourselves."""

    __tablename__ = "warranty_steps"
    __table_args__ = (
        within("defect_id", "warranty_defects"),
        within("party_id", "outside_parties"),
        one_of("verb", DefectVerb),
    )

    defect_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    verb: Mapped[DefectVerb]
    party_id: Mapped[UUID | None]
    text: Mapped[str | None]
    said_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]

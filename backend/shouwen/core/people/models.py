"""People, staff, residents, and the posts of the chart with their holders over time."""

from datetime import date, datetime
from itertools import product
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.people.rules import AbsenceReason, Language, Relation
from shouwen.core.places.models import ByCodePoint
from shouwen.kit.crypto import Encrypted
from shouwen.kit.db import Base, Scoped, Thing, one_of, within
from shouwen.kit.ids import new_id


class Person(Base):
    """Somebody known to the company: staff, or a resident who can sign in."""

    __tablename__ = "people"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(ByCodePoint)
    locale: Mapped[str] = mapped_column(default="zh-CN")
    created_at: Mapped[datetime]


class Staff(Base):
    """An employee. Where somebody works follows from grants and posts."""

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"), primary_key=True)
    number: Mapped[str] = mapped_column(ByCodePoint, unique=True)
    title_key: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    left_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


class Resident(Thing, Base):
    """A person as a community knows them: owner, tenant, family, somebody's agent.

    The phone is stored encrypted; it is found by the whole number or its last four digits, through keyed hashes.
    """

    __tablename__ = "residents"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("language", Language),
        sa.Index("ix_residents_name", "community_id", "name", "id"),
        sa.Index("ix_residents_phone", "community_id", "phone_blind"),
        sa.Index("ix_residents_phone_last4", "community_id", "phone_last4_blind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(ByCodePoint)
    phone: Mapped[str | None] = mapped_column(Encrypted("residents.phone"))
    phone_blind: Mapped[bytes | None]
    phone_last4_blind: Mapped[bytes | None]
    note: Mapped[str | None]
    language: Mapped[str | None]
    merged_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


class ResidentPhone(Thing, Base):
    """A further phone of a resident, kept and found as the first one."""

    __tablename__ = "resident_phones"
    __table_args__ = (
        within("resident_id", "residents"),
        sa.Index("ix_resident_phones_resident", "community_id", "resident_id"),
        sa.Index("ix_resident_phones_phone", "community_id", "phone_blind"),
        sa.Index("ix_resident_phones_phone_last4", "community_id", "phone_last4_blind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    resident_id: Mapped[UUID]
    phone: Mapped[str] = mapped_column(Encrypted("residents.phone"))
    phone_blind: Mapped[bytes]
    phone_last4_blind: Mapped[bytes]


class ResidentMerge(Thing, Base):
    """That one record of a resident went into another: by whom and when, and whether it was undone."""

    __tablename__ = "resident_merges"
    __table_args__ = (
        within("kept_id", "residents"),
        within("merged_id", "residents"),
        sa.CheckConstraint("merged_id <> kept_id", name="merged_id"),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone"),
        sa.Index("ix_resident_merges_kept", "community_id", "kept_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    kept_id: Mapped[UUID]
    merged_id: Mapped[UUID]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    undone_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    undone_at: Mapped[datetime | None]


class ResidentMergeMove(Scoped, Base):
    """One row that a merge moved or made, so that undoing it puts back exactly these."""

    __tablename__ = "resident_merge_moves"
    __table_args__ = (within("merge_id", "resident_merges"),)

    merge_id: Mapped[UUID] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[UUID] = mapped_column(primary_key=True)


class ResidentKey(Scoped, Base):
    """A text by whose beginning a resident is found: the folded name, the given name, initials (`naming.name_keys`)."""

    __tablename__ = "resident_keys"
    __table_args__ = (
        within("resident_id", "residents"),
        sa.Index("ix_resident_keys_key", "community_id", "key", "resident_id"),
    )

    resident_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(ByCodePoint, primary_key=True)


class ResidentLogin(Base):
    """That a person signs in as a resident of a community.

    Read to learn which communities a session may touch, hence outside row-level security; it holds ids alone.
    """

    __tablename__ = "resident_logins"
    __table_args__ = (within("resident_id", "residents"),)

    community_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"), primary_key=True, index=True)
    resident_id: Mapped[UUID]


class Membership(Thing, Base):
    """That a resident belongs to a household, from when until when."""

    __tablename__ = "household_members"
    __table_args__ = (
        within("household_id", "households"),
        within("resident_id", "residents"),
        one_of("relation", Relation),
        sa.CheckConstraint("until IS NULL OR until >= since", name="until"),
        sa.Index("ix_household_members_household", "community_id", "household_id"),
        sa.Index("ix_household_members_resident", "community_id", "resident_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    household_id: Mapped[UUID]
    resident_id: Mapped[UUID]
    relation: Mapped[str]
    is_adult: Mapped[bool] = mapped_column(default=True)
    is_emergency_contact: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Post(Thing, Base):
    """A place in the chart (PC-05). The reception post, one in a community, answers where no person heard."""

    __tablename__ = "posts"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        within("department_id", "departments"),
        within("zone_id", "zones"),
        within("superior_post_id", "posts"),
        within("deputy_post_id", "posts"),
        sa.CheckConstraint("superior_post_id IS NULL OR superior_post_id <> id", name="superior_post_id"),
        sa.CheckConstraint("deputy_post_id IS NULL OR deputy_post_id <> id", name="deputy_post_id"),
        sa.UniqueConstraint("community_id", "name"),
        sa.Index("ix_posts_department", "community_id", "department_id"),
        sa.Index("ix_posts_superior", "community_id", "superior_post_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    name: Mapped[str]
    department_id: Mapped[UUID | None]
    zone_id: Mapped[UUID | None]
    superior_post_id: Mapped[UUID | None]
    deputy_post_id: Mapped[UUID | None]
    is_reception: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


class PostHolder(Base):
    """That somebody holds a post, from when until when.

    Read to learn which posts a caller holds before any scope is known, hence outside row-level security; it holds ids
    and dates alone.
    """

    __tablename__ = "post_holders"
    __table_args__ = (
        within("post_id", "posts"),
        sa.CheckConstraint("until IS NULL OR until >= since", name="until"),
        sa.Index("ix_post_holders_post", "community_id", "post_id"),
        sa.Index("ix_post_holders_staff", "staff_id"),
    )

    community_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_id: Mapped[UUID]
    staff_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Absence(Base):
    """That somebody is away, from when until when; without `until` nobody knows how long.

    Away in one community is away in all, so it belongs to the person and to no community. Cancelling ends it then and
    there: what it meant until that instant stands, and one that had not begun never was.
    """

    __tablename__ = "absences"
    __table_args__ = (
        one_of("reason_key", AbsenceReason),
        sa.CheckConstraint("until IS NULL OR until > since", name="until"),
        sa.CheckConstraint("(cancelled_at IS NULL) = (cancelled_by_id IS NULL)", name="cancelled"),
        sa.Index("ix_absences_staff", "staff_id", "since"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    staff_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    reason_key: Mapped[AbsenceReason]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    cancelled_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    cancelled_at: Mapped[datetime | None]


class Route(Thing, Base):
    """To which post a matter goes: by kind, and where said by class, category and zone. One post for each."""

    __tablename__ = "routes"
    __table_args__ = (
        within("zone_id", "zones"),
        within("post_id", "posts"),
        sa.Index("ix_routes_post", "community_id", "post_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    kind: Mapped[str]
    category: Mapped[str | None]
    complaint_class: Mapped[str | None]
    zone_id: Mapped[UUID | None]
    post_id: Mapped[UUID]


class HandOver(Base):
    """That everything somebody held went to somebody else, and why. Company-wide, as the two people are."""

    __tablename__ = "staff_hand_overs"
    __table_args__ = (
        sa.CheckConstraint("to_staff_id <> from_staff_id", name="to_staff_id"),
        sa.Index("ix_staff_hand_overs_from", "from_staff_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    from_staff_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    to_staff_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    reason: Mapped[str]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime]


sa.Index(
    "uq_household_members_present",
    Membership.community_id,
    Membership.household_id,
    Membership.resident_id,
    unique=True,
    postgresql_where=Membership.until.is_(None),
    sqlite_where=Membership.until.is_(None),
)
sa.Index(
    "uq_resident_merges_merged",
    ResidentMerge.community_id,
    ResidentMerge.merged_id,
    unique=True,
    postgresql_where=ResidentMerge.undone_at.is_(None),
    sqlite_where=ResidentMerge.undone_at.is_(None),
)
sa.Index(
    "uq_posts_reception",
    Post.community_id,
    unique=True,
    postgresql_where=sa.text("is_reception"),
    sqlite_where=sa.text("is_reception"),
)
sa.Index(
    "uq_post_holders_present",
    PostHolder.community_id,
    PostHolder.post_id,
    PostHolder.staff_id,
    unique=True,
    postgresql_where=PostHolder.until.is_(None),
    sqlite_where=PostHolder.until.is_(None),
)

# NULL is equal to nothing, so what is left open needs an index of its own to be there once.
_OPEN = (Route.complaint_class, Route.category, Route.zone_id)
for _said in product((False, True), repeat=len(_OPEN)):
    _named = [column for column, said in zip(_OPEN, _said, strict=True) if said]
    _where = sa.and_(
        *(column.is_not(None) if said else column.is_(None) for column, said in zip(_OPEN, _said, strict=True))
    )
    sa.Index(
        "_".join(["uq_routes_kind", *(column.key for column in _named)]),
        Route.community_id,
        Route.kind,
        *_named,
        unique=True,
        postgresql_where=_where,
        sqlite_where=_where,
    )

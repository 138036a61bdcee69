"""Every row that belongs to a community says so in its key, in what it refers to, and in what makes it unique."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.schema import SchemaItem

from shouwen.kit.db import Base, Thing
from shouwen.rooms import furniture

furniture("models")

COMMUNITY = "community_id"
# Tables with a community_id whose key does not begin with it.
KEYED_OTHERWISE = {
    "access_grants": "a grant may be for the whole company, and is read before any scope is known",
    "search_documents": "an inverted index names its documents by whole numbers; met only joined to the subject",
}
# Unique across the company although the table is of communities. None is.
UNIQUE_ANYWHERE: dict[str, str] = {}


def faults(metadata: sa.MetaData) -> list[str]:
    """What would keep rows from being spread by community, or let one refer into another."""
    return [fault for table in metadata.sorted_tables for fault in _faults(table)]


def _faults(table: sa.Table) -> Iterator[str]:
    if COMMUNITY not in table.columns:
        for target in _referred(table):
            if COMMUNITY in target.columns:
                yield f"{table.name} belongs to no community and refers to {target.name}"
        return
    key = [column.name for column in table.primary_key.columns]
    if table.name not in KEYED_OTHERWISE:
        if key[:1] != [COMMUNITY]:
            yield f"{table.name}: its key {key} does not begin with {COMMUNITY}"
        if table.columns[COMMUNITY].nullable:
            yield f"{table.name}: {COMMUNITY} may be null"
    yield from _foreign_keys(table)
    yield from _unique(table)


def _referred(table: sa.Table) -> set[sa.Table]:
    return {constraint.referred_table for constraint in table.foreign_key_constraints}


def _foreign_keys(table: sa.Table) -> Iterator[str]:
    for constraint in table.foreign_key_constraints:
        target = constraint.referred_table
        pairs = {(element.parent.name, element.column.name) for element in constraint.elements}
        if COMMUNITY in target.columns and (COMMUNITY, COMMUNITY) not in pairs:
            yield f"{table.name}.{constraint.column_keys} refers to {target.name} of any community"


def _unique(table: sa.Table) -> Iterator[str]:
    unique: list[sa.UniqueConstraint | sa.Index] = [index for index in table.indexes if index.unique]
    unique += [one for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
    for one in unique:
        names = [column.name for column in one.columns]
        if COMMUNITY not in names and str(one.name) not in UNIQUE_ANYWHERE:
            yield f"{table.name}: {names} are unique across communities"


def test_the_tables_of_the_house_keep_to_their_communities() -> None:
    scoped = [table for table in Base.metadata.sorted_tables if COMMUNITY in table.columns]
    assert len(scoped) > 20
    assert faults(Base.metadata) == []


def test_what_is_exempt_is_there() -> None:
    assert set(KEYED_OTHERWISE) <= set(Base.metadata.tables)


def test_what_a_url_names_is_found_without_its_community() -> None:
    """A plain index on id for every table with a composite key of community and id that is reached by a URL."""
    things = [mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Thing)]
    assert len(things) > 10
    bare = [
        table.name
        for table in things
        if isinstance(table, sa.Table)
        and not any([column.name for column in index.columns] == ["id"] for index in table.indexes)
    ]
    assert bare == []


def planted() -> sa.MetaData:
    """Tables as they should be: cases of communities, and a table of the company."""
    metadata = sa.MetaData()
    sa.Table("staff", metadata, sa.Column("id", sa.Uuid, primary_key=True))
    sa.Table(
        "cases",
        metadata,
        sa.Column(COMMUNITY, sa.Uuid, primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Text),
        sa.Column("owner_id", sa.Uuid, sa.ForeignKey("staff.id")),
        sa.UniqueConstraint(COMMUNITY, "number"),
    )
    return metadata


def here(*more: SchemaItem, key: bool = True) -> list[SchemaItem]:
    return [sa.Column(COMMUNITY, sa.Uuid, primary_key=key), *more]


def test_right_tables_are_left_alone() -> None:
    metadata = planted()
    sa.Table(
        "notes",
        metadata,
        *here(sa.Column("id", sa.Uuid, primary_key=True), sa.Column("case_id", sa.Uuid)),
        sa.ForeignKeyConstraint([COMMUNITY, "case_id"], ["cases.community_id", "cases.id"]),
        sa.Index("uq_notes_case", COMMUNITY, "case_id", unique=True),
    )
    assert faults(metadata) == []


@pytest.mark.parametrize(
    ("items", "fault"),
    [
        (
            [sa.Column("id", sa.Uuid, primary_key=True), sa.Column(COMMUNITY, sa.Uuid, nullable=False)],
            "notes: its key ['id'] does not begin with community_id",
        ),
        (
            [sa.Column("id", sa.Uuid, primary_key=True), sa.Column(COMMUNITY, sa.Uuid, primary_key=True)],
            "notes: its key ['id', 'community_id'] does not begin with community_id",
        ),
        (
            here(sa.Column("case_id", sa.Uuid, primary_key=True), sa.ForeignKeyConstraint(["case_id"], ["cases.id"])),
            "notes.['case_id'] refers to cases of any community",
        ),
        (
            here(sa.Column("code", sa.Text, primary_key=True), sa.UniqueConstraint("code")),
            "notes: ['code'] are unique across communities",
        ),
        (
            here(sa.Column("code", sa.Text, primary_key=True), sa.Index("uq_code", "code", unique=True)),
            "notes: ['code'] are unique across communities",
        ),
        (
            [sa.Column("case_id", sa.Uuid, sa.ForeignKey("cases.id"), primary_key=True)],
            "notes belongs to no community and refers to cases",
        ),
    ],
)
def test_a_table_that_reaches_across_is_seen(items: list[SchemaItem], fault: str) -> None:
    metadata = planted()
    sa.Table("notes", metadata, *items)
    assert faults(metadata) == [fault]

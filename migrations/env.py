"""How revisions run: as the owner of the tables, all in one transaction, never waiting long for a lock."""

from collections.abc import Iterable
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate import renderers, rewriter
from alembic.autogenerate.api import AutogenContext
from alembic.operations import MigrateOperation, ops
from alembic.runtime.migration import MigrationContext

from migrations import guards
from shouwen.kit.db import Base, Id, Instant
from shouwen.revisions import owner_engine
from shouwen.rooms import furniture
from shouwen.settings import Settings, load_settings

WORDS = "search_documents"
# Whoever migrates holds this until the commit, so that two who start at once come one after the other.
ONE_AT_A_TIME = 7_261_533_118


class Guard(MigrateOperation):
    """A call of guards.py in a revision that autogenerate writes."""

    def __init__(self, call: str) -> None:
        self.call = call

    def reverse(self) -> MigrateOperation:
        return ops.ExecuteSQLOp("")

    def to_diff_tuple(self) -> tuple[str, str]:
        return ("guard", self.call)


@renderers.dispatch_for(Guard)
def render_guard(_autogen: AutogenContext, guard: Guard) -> str:
    return f"guards.{guard.call}"


writer = rewriter.Rewriter()


@writer.rewrites(ops.CreateTableOp)
def guarded(_context: MigrationContext, _revision: Any, table: ops.CreateTableOp) -> Iterable[MigrateOperation]:
    """No table without its rights, and none of a community without row-level security."""
    name = table.table_name
    scoped = any(isinstance(column, sa.Column) and column.name == "community_id" for column in table.columns)
    yield table
    yield Guard(f"{'guard' if scoped and name not in guards.OUTSIDE_RLS else 'open'}_table({name!r})")
    if name in guards.APPEND_ONLY:
        yield Guard(f"append_only({name!r})")
    if name in guards.ADMITS_COMPANY:
        yield Guard(f"admit_company_rows({name!r})")
    if name in guards.SHOWS_COMPANY:
        yield Guard(f"show_company_rows({name!r})")
    if name == WORDS:
        yield Guard("index_words()")


@writer.rewrites(ops.DropTableOp)
def unguarded(_context: MigrationContext, _revision: Any, table: ops.DropTableOp) -> Iterable[MigrateOperation]:
    """What a table had around it goes before the table."""
    if table.table_name == WORDS:
        yield Guard("forget_words()")
    yield table


def direct(context: MigrationContext, revision: Any, scripts: list[ops.MigrationScript]) -> None:
    """Adds the guards to what autogenerate found; the first revision also makes the role and ends without a trace."""
    writer(context, revision, scripts)
    for script in scripts:
        if not revision and script.upgrade_ops and script.downgrade_ops:
            script.upgrade_ops.ops.insert(0, Guard("create_app_role()"))
            script.downgrade_ops.ops.append(Guard("forget_append_only()"))


def is_modelled(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether the models speak of it: the search makes its index by statements of its own."""
    return not (
        kind in {"table", "index"} and name is not None and name.startswith(("search_grams", f"ix_{WORDS}_grams"))
    )


def render(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Our own types by their own names, other decorated ones by what the database sees of them."""
    if kind != "type":
        return False
    if isinstance(thing, Id | Instant):
        return f"{type(thing).__name__}()"
    if isinstance(thing, sa.JSON):
        return "Facts"
    if isinstance(thing, sa.ARRAY):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return "postgresql.ARRAY(sa.Text()).with_variant(sa.Text(), 'sqlite')"
    if isinstance(thing, sa.types.TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False


def run(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        process_revision_directives=direct,
        render_item=render,
        include_name=is_modelled,
        compare_type=True,
        transactional_ddl=True,  # SQLite can, though alembic supposes that it cannot
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
        context.run_migrations()
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("this revision would leave rows that refer to nothing; nothing was changed")


def main() -> None:
    furniture("models")
    settings: Settings = context.config.attributes.get("settings") or load_settings()
    engine = owner_engine(settings)
    with engine.connect() as connection:
        run(connection)
    engine.dispose()


if context.is_offline_mode():
    raise SystemExit("revisions look at the database they change: use `shouwen migrate`")
main()

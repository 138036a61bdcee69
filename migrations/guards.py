"""What guards the tables of the house, as functions that revisions call; autogenerate writes the calls by itself.

What they do is history once released: a later change of mind is another function, not another text here.
"""

from typing import Final

from alembic import op

from shouwen.core.search import ddl

ROLE: Final = "shouwen_app"
COMPANY: Final = "00000000-0000-0000-0000-000000000000"

# Tables that have a community_id and still stand outside row-level security, each with its reason.
OUTSIDE_RLS: Final = {
    "access_grants": "read at sign-in to learn which communities a caller may touch at all",
    "resident_logins": "read at sign-in to learn where a person is known as a resident; ids alone",
    "post_holders": "read at sign-in to learn which posts a caller holds; ids and dates alone",
    "journal_unsealed": "the sealer looks here for communities with something to seal; ids alone",
    "jobs": "workers claim the next job of any community; ids and instants alone",
    "search_documents": "row-level security would forbid its index; read by core/search alone, joined to the subject",
}
APPEND_ONLY: Final = frozenset(
    {
        "journal",
        "journal_seals",
        "standard_adoptions",
        "standard_overrides",
        "ledger_accounts",
        "ledger_documents",
        "ledger_transfers",
        "ledger_entries",
        "ledger_closings",
        "callback_filings",
    }
)
# Company-wide events are journalled under the reserved community, whoever acts.
ADMITS_COMPANY: Final = frozenset({"journal"})
# What the company decided for all communities stands under the reserved community, and each of them reads it.
SHOWS_COMPANY: Final = frozenset({"standard_adoptions", "standard_overrides"})

_IN_SCOPE: Final = (
    "(SELECT current_setting('app.scope', true)) = 'company' OR community_id = ANY"
    " ((SELECT string_to_array(nullif(current_setting('app.communities', true), ''), ','))::uuid[])"
)


def is_postgresql() -> bool:
    """Whether this revision runs on PostgreSQL."""
    return op.get_bind().dialect.name == "postgresql"


def create_app_role() -> None:
    """The role the application becomes after it has connected: neither owner nor superuser, bound by the policies.

    Roles belong to the whole server; it may be there already, made for a neighbour or by an administrator because
    the owner may not make roles. It stays when the tables go.
    """
    if not is_postgresql():
        return
    op.execute(
        f"""
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') THEN
                CREATE ROLE {ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$
        """
    )
    op.execute(
        f"""
        DO $$ BEGIN
            IF NOT pg_has_role(current_user, '{ROLE}', 'MEMBER') THEN
                EXECUTE format('GRANT {ROLE} TO %I', current_user);
            END IF;
        END $$
        """
    )
    op.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
    op.execute(f"GRANT SELECT ON alembic_version TO {ROLE}")


def open_table(table: str) -> None:
    """Rights on a table that belongs to the whole company, or is named in OUTSIDE_RLS."""
    rights = "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
    if is_postgresql():
        op.execute(f'GRANT {rights} ON "{table}" TO {ROLE}')


def guard_table(table: str) -> None:
    """Rights on a table, and row-level security: the rows of the communities in scope; without a scope, none."""
    open_table(table)
    if is_postgresql():
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        op.execute(f'CREATE POLICY in_scope ON "{table}" USING ({_IN_SCOPE})')


def admit_company_rows(table: str) -> None:
    """Lets a caller of any scope add rows of the reserved community that stands for the company."""
    if is_postgresql():
        op.execute(f"""CREATE POLICY of_company ON "{table}" FOR INSERT WITH CHECK (community_id = '{COMPANY}')""")


def show_company_rows(table: str) -> None:
    """Lets a caller of any scope read the rows of the reserved community that stands for the company."""
    if is_postgresql():
        op.execute(f"""CREATE POLICY shown_to_all ON "{table}" FOR SELECT USING (community_id = '{COMPANY}')""")


def append_only(table: str) -> None:
    """Rows are added and read. UPDATE and DELETE raise, for the owner too; TRUNCATE as well on PostgreSQL."""
    if is_postgresql():
        op.execute(
            """
            CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
            END $$
            """
        )
        for when in ("UPDATE OR DELETE", "TRUNCATE"):
            name = f"{table}_no_{when.split()[0].lower()}"
            op.execute(
                f'CREATE TRIGGER {name} BEFORE {when} ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()'
            )
    else:
        for when in ("UPDATE", "DELETE"):
            op.execute(
                f'CREATE TRIGGER {table}_no_{when.lower()} BEFORE {when} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def forget_append_only() -> None:
    """Takes away the function behind the triggers, after the tables are gone."""
    if is_postgresql():
        op.execute("DROP FUNCTION IF EXISTS refuse_change()")


def index_words() -> None:
    """The inverted index of the search, of each database's own kind."""
    for statement in ddl.CREATE[op.get_bind().dialect.name]:
        op.execute(statement)


def forget_words() -> None:
    """Takes the inverted index away, before its table goes."""
    for statement in ddl.DROP[op.get_bind().dialect.name]:
        op.execute(statement)

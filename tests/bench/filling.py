"""Many cases at once, straight into PostgreSQL: as many rows as years of a large company would leave behind."""

from __future__ import annotations

from typing import Final

import psycopg

# One heard case in five, the rest closed, spread over three years; each with its subject, custody and first contact.
_FILL: Final = """
WITH somebody AS (SELECT id FROM staff ORDER BY id LIMIT 1),
here AS (SELECT id FROM communities ORDER BY created_at, id LIMIT 1),
made AS (
  SELECT gen_random_uuid() AS id, n, now() - (n || ' minutes')::interval AS at,
         CASE WHEN n %% 5 = 0 THEN 'heard' ELSE 'closed' END AS state
  FROM generate_series(1, %(count)s) AS n
),
spine AS (
  INSERT INTO subjects (community_id, id, type, number, confidential)
  SELECT here.id, made.id, 'case', 'BX' || lpad(n::text, 14, '0'), false FROM made, here
)
INSERT INTO cases (community_id, id, version, number, state, round, origin, kind, severity, title, first_responder_id,
                   accountable_id, owner_id, recorded_by_kind, recorded_by_id, heard_at, recorded_at, recorded_late,
                   finished_at, closed_at{more_columns})
SELECT here.id, made.id, 1, 'BX' || lpad(n::text, 14, '0'), state, 1, 'live', 'repair', 'normal', '水管漏水 ' || n,
       somebody.id, somebody.id, somebody.id, 'staff', somebody.id, at, at, false,
       CASE WHEN state = 'closed' THEN at END, CASE WHEN state = 'closed' THEN at END{more_values}
FROM made, here, somebody
"""
# Columns that came later and may not be there yet, with what they hold.
_LATER: Final = {"is_disputed": "false"}


def fill(url: str, count: int) -> None:
    """Adds `count` cases to the first community and tells the planner."""
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        rows = connection.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'cases'")
        known = {name for (name,) in rows}
        later = {name: value for name, value in _LATER.items() if name in known}
        more_columns = "".join(f", {name}" for name in later)
        more_values = "".join(f", {value}" for value in later.values())
        statement = _FILL.format(more_columns=more_columns, more_values=more_values)
        connection.execute(statement, {"count": count})
        connection.execute("VACUUM ANALYZE")

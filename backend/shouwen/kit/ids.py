"""Identifiers: UUIDv7, made by the application so that rows can refer to each other before they are stored."""

from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    """A new UUIDv7. Its order is the order of making, not of committing: never use it as a cursor over commits."""
    return compat.uuid7()

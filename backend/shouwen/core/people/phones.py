"""A resident's phone as it is stored: encrypted, and findable by the whole number or its last four digits."""

from typing import Final, TypedDict
from uuid import UUID

from shouwen.core.people.models import ResidentPhone
from shouwen.kit.crypto import blind
from shouwen.kit.ids import new_id
from shouwen.kit.phone import normalise_phone

LAST: Final = 4


class PhoneColumns(TypedDict):
    """The three columns of `residents` that hold a phone."""

    phone: str | None
    phone_blind: bytes | None
    phone_last4_blind: bytes | None


def phone_columns(typed: str | None) -> PhoneColumns:
    """The columns for a phone as typed; all empty without one. Raises ValueError for what is no phone."""
    if typed is None:
        return {"phone": None, "phone_blind": None, "phone_last4_blind": None}
    phone = normalise_phone(typed)
    return {"phone": phone, "phone_blind": whole_number(phone), "phone_last4_blind": _last_of(phone)}


class FurtherColumns(TypedDict):
    """The columns of `resident_phones` beside whose it is."""

    id: UUID
    phone: str
    phone_blind: bytes
    phone_last4_blind: bytes


def further_columns(phone: str) -> FurtherColumns:
    """The columns of a further phone, already normalised."""
    return {
        "id": new_id(),
        "phone": phone,
        "phone_blind": whole_number(phone),
        "phone_last4_blind": _last_of(phone),
    }


def further_phone(community_id: UUID, resident_id: UUID, phone: str) -> ResidentPhone:
    """The row of a further phone, already normalised."""
    return ResidentPhone(community_id=community_id, resident_id=resident_id, **further_columns(phone))


def whole_number(phone: str) -> bytes:
    """By what a normalised number is found."""
    return blind(phone, "residents.phone")


def _last_of(phone: str) -> bytes:
    return last_digits(phone.split("x", maxsplit=1)[0][-LAST:])


def last_digits(digits: str) -> bytes:
    """By what a number is found when only its last four digits are known."""
    return blind(digits, "residents.phone_last4")

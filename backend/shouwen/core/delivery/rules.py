"""What people are told of, when a message leaves the house, and what becomes of a sending. Pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo


class MessageEvent(StrEnum):
    """What somebody is told. The words stand in the dictionary of whoever shows it."""

    WARNED = "warned"  # a promise is about to fall due
    FELL_DUE = "fell_due"
    CLIMBED = "climbed"  # it is still not kept
    MAJOR = "major"  # a grave matter, told to whoever manages (FR-04)
    OFFERED = "offered"
    REFUSED = "refused"  # what was offered has come back
    GIVEN = "given"  # it is theirs from now on
    NAMED = "named"  # another wrote them down as the first responder
    ANSWERS = "answers"  # they have become accountable
    URGED = "urged"
    REPORTED = "reported"  # reported upward, to them
    COPIED = "copied"  # a copy of a closed slip is theirs to read (CP-24)
    BOOKS_UNSOUND = "books_unsound"  # the money of a community does not add up
    PAYMENT_ODD = "payment_odd"  # a payment service told of something nobody ordered
    TRIED = "tried"  # an administrator tries a channel


# What cannot wait whatever it is about, and is about no subject that could say so.
URGENT_ITSELF: Final = frozenset({MessageEvent.BOOKS_UNSOUND})


class MessageChannel(StrEnum):
    """A way out of the house. The console needs none: a message lies there as soon as it is made."""

    WECOM = "wecom"
    SMS = "sms"


class Takes(StrEnum):
    """What a channel is used for in a community."""

    ALL = "all"
    URGENT = "urgent"
    NOTHING = "nothing"

    def takes(self, *, urgent: bool) -> bool:
        return self is Takes.ALL or (self is Takes.URGENT and urgent)


# Until a community says otherwise: the group hears everything, and a text message is for what cannot wait.
TAKES_AT_FIRST: Final = {MessageChannel.WECOM: Takes.ALL, MessageChannel.SMS: Takes.URGENT}


class AcknowledgedBy(StrEnum):
    """How somebody said that they had heard."""

    IN_APP = "in_app"
    LINK = "link"


class SendingState(StrEnum):
    """How a message fares on one channel. A repeated one that was sent stays `sent`."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"  # refused for good, or given up
    NEEDLESS = "needless"  # acknowledged, or over, before it could leave


class Verdict(StrEnum):
    """What a provider made of a sending."""

    TAKEN = "taken"
    LATER = "later"  # busy, out of money, not reached: it may be taken another time
    REFUSED = "refused"  # it will never be taken as it is


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try: the provider's verdict, its code where it was not taken, its id where it was."""

    verdict: Verdict
    code: str | None = None
    provider_id: str | None = None


@dataclass(frozen=True, slots=True)
class SmsAccount:
    """The account text messages are sent from, as the provider knows it."""

    url: str
    key_id: str
    key_secret: str = field(repr=False)
    sign_name: str
    template: str
    template_en: str | None = None


def leaves_at(
    now: datetime, zone: ZoneInfo, *, urgent: bool, quiet_from: timedelta, quiet_until: timedelta, gather: timedelta
) -> datetime:
    """When a message made now leaves the house: an urgent one at once, others not in quiet hours.

    Quiet hours are times of the local day, given as the time since midnight; from after until runs over midnight,
    both alike means there are none. Others wait a moment as well, so that what comes together leaves together.
    """
    if urgent:
        return now
    ready = now + gather
    local = ready.astimezone(zone)
    clock = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    over_midnight = quiet_from > quiet_until
    quiet = (clock >= quiet_from or clock < quiet_until) if over_midnight else quiet_from <= clock < quiet_until
    if not quiet:
        return ready
    days = 1 if over_midnight and clock >= quiet_from else 0
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    # Wall clock: whatever the zone did overnight, it is the local time of day that counts.
    return (midnight + timedelta(days=days) + quiet_until).astimezone(now.tzinfo)


_FIRST_PAUSE: Final = timedelta(seconds=15)
_LONGEST_PAUSE: Final = timedelta(minutes=10)
GIVEN_UP_AFTER: Final = timedelta(hours=24)


def tries_again_at(now: datetime, made_at: datetime, failures: int) -> datetime | None:
    """When a sending that was not taken is tried again: later each time; None when a day has gone by."""
    if now - made_at >= GIVEN_UP_AFTER:
        return None
    doubled: int = 2 ** min(failures, 10)
    return now + min(_FIRST_PAUSE * doubled, _LONGEST_PAUSE)


# The robot of a group takes this many in a minute and refuses the rest (its provider's rule, no standard of ours).
ROBOT_A_MINUTE: Final = 20
MINUTE: Final = timedelta(minutes=1)


def robot_free_at(now: datetime, sent: list[datetime]) -> datetime | None:
    """When the robot takes the next one, given the instants of its last ROBOT_A_MINUTE, latest first; None: now."""
    if len(sent) < ROBOT_A_MINUTE or sent[ROBOT_A_MINUTE - 1] <= now - MINUTE:
        return None
    return sent[ROBOT_A_MINUTE - 1] + MINUTE

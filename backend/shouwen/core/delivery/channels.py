"""The channels of a community as administrators set them, where people are reached, and which ways lead to whom."""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.delivery.models import ChannelSetting, Message, Reach
from shouwen.core.delivery.problems import AddressMisplaced, AddressRefused, ChannelNotReady, NoNumber
from shouwen.core.delivery.rules import TAKES_AT_FIRST, MessageChannel, Takes
from shouwen.core.delivery.schemas import ChannelIn, ChannelOut, ReachIn, ReachOut
from shouwen.core.delivery.service import tell_try
from shouwen.core.delivery.wecom import PATH
from shouwen.core.people.authority import covers, take_staff_in_hand
from shouwen.core.people.directory import get_staff_member
from shouwen.core.people.models import Staff
from shouwen.core.places.models import Community
from shouwen.core.work import Work
from shouwen.kit.phone import mask_phone
from shouwen.kit.problem import Forbidden, NotFound

MANAGE: Final = "delivery.manage"
_LAST: Final = 4


@dataclass(frozen=True, slots=True)
class Ways:
    """How one person is reached outside, as far as this community and this installation are set up."""

    takes: dict[MessageChannel, Takes]
    robot_url: str | None = field(default=None, repr=False)
    wecom_user: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    has_sms: bool = False

    def channels(self, *, urgent: bool, only: MessageChannel | None = None) -> list[MessageChannel]:
        """The channels that take such a message to them; `only` one that is being tried, whatever it takes."""
        ready = {
            MessageChannel.WECOM: self.robot_url is not None,
            MessageChannel.SMS: self.has_sms and self.phone is not None,
        }
        return [
            channel
            for channel in MessageChannel
            if ready[channel] and (channel is only if only else self.takes[channel].takes(urgent=urgent))
        ]


def ways_to(work: Work, community_id: UUID, staff_id: UUID) -> Ways:
    """The ways to somebody. Two statements."""
    settings = _settings(work, community_id)
    reach = work.session.get(Reach, staff_id)
    robot = settings.get(MessageChannel.WECOM)
    return Ways(
        takes={channel: _takes(settings.get(channel), channel) for channel in MessageChannel},
        robot_url=robot.url if robot else None,
        wecom_user=reach.wecom_user if reach else None,
        phone=reach.phone if reach else None,
        has_sms=work.house.options.sms is not None,
    )


def list_channels(work: Work, community_id: UUID) -> list[ChannelOut]:
    """Every channel as it stands in a community. Raises NotFound for one that is not the caller's to set up."""
    _check_community(work, community_id)
    settings = _settings(work, community_id)
    return [_shown(work, channel, settings.get(channel)) for channel in MessageChannel]


def set_channel(work: Work, community_id: UUID, channel: MessageChannel, body: ChannelIn) -> ChannelOut:
    """Says what a channel is used for, and the address of the robot.

    Raises NotFound, AddressMisplaced, AddressRefused, Stale.
    """
    _check_community(work, community_id)
    setting = _settings(work, community_id, lock=True).get(channel)
    work.check_version(setting.version if setting else 0)
    if body.url is not None:
        _check_url(work, channel, body.url)
    if setting is None:
        setting = ChannelSetting(community_id=community_id, channel=channel, takes=body.takes, url=body.url)
        work.session.add(setting)
    else:
        setting.takes = body.takes
        setting.url = body.url if "url" in body.model_fields_set else setting.url
    work.session.flush()
    work.session.refresh(setting)
    work.emit(
        "delivery.channel_set",
        community_id=community_id,
        channel=channel,
        takes=body.takes,
        fields=sorted(body.model_fields_set),
    )
    return _shown(work, channel, setting)


def try_channel(work: Work, community_id: UUID, channel: MessageChannel) -> Message:
    """Sends the caller a message by this channel alone. Raises NotFound, ChannelNotReady."""
    _check_community(work, community_id)
    if work.actor.staff_id is None:
        raise ChannelNotReady
    if channel not in ways_to(work, community_id, work.actor.staff_id).channels(urgent=True, only=channel):
        raise ChannelNotReady
    return tell_try(work, community_id, work.actor.staff_id, channel)


def get_reach(work: Work, staff_id: UUID) -> ReachOut:
    """Where somebody is reached, masked. Raises NotFound, WorksElsewhere for those whom the caller does not manage."""
    if staff_id != work.actor.staff_id:
        take_staff_in_hand(work, staff_id)
    return _reach_out(staff_id, work.session.get(Reach, staff_id))


def set_reach(work: Work, staff_id: UUID, body: ReachIn) -> ReachOut:
    """Says where somebody is reached; what is left out stays. Raises NotFound, WorksElsewhere, Stale."""
    if staff_id != work.actor.staff_id:
        take_staff_in_hand(work, staff_id)
    rows = sa.select(Staff.id).where(Staff.id == staff_id)
    work.session.execute(rows.with_for_update(key_share=True)).one()
    reach = work.session.get(Reach, staff_id)
    work.check_version(reach.version if reach else 0)
    if reach is None:
        reach = Reach(staff_id=staff_id)
        work.session.add(reach)
    for name in body.model_fields_set:
        setattr(reach, name, getattr(body, name))
    work.session.flush()
    work.session.refresh(reach)
    work.emit("delivery.reach_set", staff_id=staff_id, fields=sorted(body.model_fields_set))
    return _reach_out(staff_id, reach)


def reveal_colleague(work: Work, staff_id: UUID) -> str:
    """The number by which colleagues call each other, journalled; nobody else is given it (RC-21).

    Raises Forbidden for whoever is no colleague, NotFound, NoNumber.
    """
    if work.actor.staff_id is None:
        raise Forbidden
    get_staff_member(work, staff_id)
    reach = work.session.get(Reach, staff_id)
    if reach is None or reach.phone is None:
        raise NoNumber
    work.emit("delivery.phone_revealed", staff_id=staff_id)
    return reach.phone


def _reach_out(staff_id: UUID, reach: Reach | None) -> ReachOut:
    return ReachOut(
        staff_id=staff_id,
        phone=mask_phone(reach.phone) if reach and reach.phone else None,
        wecom_user=reach.wecom_user if reach else None,
        version=reach.version if reach else 0,
    )


def _settings(work: Work, community_id: UUID, *, lock: bool = False) -> dict[MessageChannel, ChannelSetting]:
    rows = sa.select(ChannelSetting).where(ChannelSetting.community_id == community_id)
    found = work.session.scalars(rows.with_for_update() if lock else rows)
    return {MessageChannel(setting.channel): setting for setting in found}


def _takes(setting: ChannelSetting | None, channel: MessageChannel) -> Takes:
    return Takes(setting.takes) if setting else TAKES_AT_FIRST[channel]


def _shown(work: Work, channel: MessageChannel, setting: ChannelSetting | None) -> ChannelOut:
    url = setting.url if setting else None
    return ChannelOut(
        channel=channel,
        takes=_takes(setting, channel),
        is_ready=url is not None if channel is MessageChannel.WECOM else work.house.options.sms is not None,
        url_ends=url[-_LAST:] if url else None,
        version=setting.version if setting else 0,
    )


def _check_community(work: Work, community_id: UUID) -> None:
    if not covers(work, MANAGE, community_id) or work.session.get(Community, community_id) is None:
        raise NotFound


def _check_url(work: Work, channel: MessageChannel, url: str) -> None:
    if channel is not MessageChannel.WECOM:
        raise AddressMisplaced.at("/url")
    outside, _, rest = url.partition(PATH)
    if not rest.startswith("?key=") or not work.house.outward.allows(url) or "/" in outside.partition("://")[2]:
        raise AddressRefused.at("/url")

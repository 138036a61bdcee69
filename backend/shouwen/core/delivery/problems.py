"""What delivery says no to."""

from shouwen.kit.problem import Conflict, Malformed, NotFound


class LinkUnknown(NotFound):
    """No such link, or one of a message of long ago."""

    code = "delivery.link_unknown"
    zh = "确认链接无效或已过期，请登录后在消息中确认"
    en = "This link is unknown or too old; sign in and acknowledge the message there"


class AddressRefused(Malformed):
    """An address that does not belong to the provider whose channel it is to be."""

    code = "delivery.address_refused"
    zh = "这不是企业微信群机器人的地址"
    en = "This is not the address of a WeCom group robot"


class AddressMisplaced(Malformed):
    """A channel that has no address of its own in a community."""

    code = "delivery.address_misplaced"
    zh = "该通道不需要地址"
    en = "This channel has no address"


class ChannelNotReady(Conflict):
    """It cannot be tried: not set up, or whoever tries is not reached by it."""

    code = "delivery.channel_not_ready"
    zh = "该通道尚未就绪：请先完成设置，短信还需填写您本人的手机号"
    en = "This channel is not ready: set it up first; for text messages enter your own telephone number too"


class NoNumber(Conflict):
    """A colleague who left no number."""

    code = "delivery.no_number"
    zh = "这位同事没有登记手机号"
    en = "This colleague has left no number"

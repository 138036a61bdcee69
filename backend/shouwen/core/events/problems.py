"""What this room says no with."""

from shouwen.kit.problem import Malformed, TooMany


class TooManyCommunities(Malformed):
    """The caller reaches more communities than a cursor can hold."""

    code = "events.too_many_communities"
    zh = "您可见的小区超过 {most} 个，请用 community_id 指明要接收哪些小区的事件"
    en = "You reach more than {most} communities; name those whose events you want with community_id"


class TooManyStreams(TooMany):
    """Somebody, or everybody together, holds as many streams as this process serves."""

    code = "events.too_many_streams"
    zh = "同时打开的实时连接过多，请关闭其他页面后重试"
    en = "Too many live streams are open; close other pages and try again"
    retry_after = 15

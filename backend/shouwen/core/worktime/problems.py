"""What the calendar says no to."""

from shouwen.kit.problem import Conflict, Malformed


class CalendarWrong(Malformed):
    """A day is missing, stands twice or cannot be; `errors` say which."""

    code = "worktime.calendar_wrong"
    zh = "日历不完整或有误，未保存"
    en = "The calendar is incomplete or wrong; nothing was saved"


class StaysOfficial(Conflict):
    """Promises rest on what was published."""

    code = "worktime.stays_official"
    zh = "{year} 年日历已正式发布，不能改回暂定；可以更正其中的日期"
    en = "The calendar of {year} is official and stays so; its days may be corrected"


class SpanBackwards(Malformed):
    """Days that end before they begin."""

    code = "worktime.span_backwards"
    zh = "起始日期不能晚于截止日期"
    en = "The first day must not come after the last"

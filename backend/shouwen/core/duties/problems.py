"""What a duty can say no with."""

from shouwen.kit.problem import Conflict, Forbidden


class NotYours(Forbidden):
    """A duty is done by who holds its post, or stands in for who does."""

    code = "duties.not_yours"
    zh = "这项职责由“{post}”岗位的人员完成"
    en = "This duty is for whoever holds the post “{post}”"


class NothingToDo(Conflict):
    """No window of that day is open: done already, lapsed, or not begun."""

    code = "duties.nothing_to_do"
    zh = "这一天没有待完成的职责：可能已完成、已失效或尚未开始"
    en = "Nothing is to be done for that day: it was done already, has lapsed, or has not begun"

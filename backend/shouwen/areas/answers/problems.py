"""Why the house says no to something about an answer."""

from shouwen.kit.problem import Conflict, Malformed


class Retired(Conflict):
    """An answer that was taken out is changed no more."""

    code = "answers.retired"
    zh = "该答案已停用"
    en = "This answer has been taken out"


class ReviewInPast(Malformed):
    """It is read again on a day to come."""

    code = "answers.review_in_past"
    zh = "复核日期须晚于今天"
    en = "The day to read it again lies after today"

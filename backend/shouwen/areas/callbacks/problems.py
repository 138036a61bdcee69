"""Why the house says no to something about a callback."""

from shouwen.kit.problem import Conflict, Forbidden, Malformed


class NotNow(Conflict):
    """The word does not fit the state the callback is in."""

    code = "callbacks.not_now"
    zh = "回访当前的状态不允许此操作"
    en = "The callback is not in a state for this"


class TooEarly(Conflict):
    """The window has not begun (CB-01)."""

    code = "callbacks.too_early"
    zh = "还未到回访期，不能提前回访"
    en = "The time for this callback has not begun"


class NoAttempt(Conflict):
    """What was said can only be recorded after a call was made."""

    code = "callbacks.no_attempt"
    zh = "请先登记一次拨打或上门，再填写回访结果"
    en = "Record that you called before you record what was said"


class ByHandler(Forbidden):
    """Who did the work does not ask how it was done (CB-04)."""

    code = "callbacks.by_handler"
    zh = "办理过该事项的人员不能回访"
    en = "Whoever handled the matter may not call back about it"


class NotCaller(Forbidden):
    """It is somebody else's call."""

    code = "callbacks.not_caller"
    zh = "该回访由他人负责"
    en = "This callback is somebody else's"


class CannotCall(Malformed):
    """Who is named must be let make the call, by one of their roles."""

    code = "callbacks.cannot_call"
    zh = "该人员没有回访权限"
    en = "None of this person's roles lets them make callbacks"


class OwnRecord(Forbidden):
    """Nobody reviews what they recorded themselves (CB-08)."""

    code = "callbacks.own_record"
    zh = "不能审核自己填写的回访记录"
    en = "You may not review your own record"


class SecondByTheSame(Forbidden):
    """A second opinion is somebody else's."""

    code = "callbacks.second_by_the_same"
    zh = "复核回访须由另一人完成"
    en = "A second opinion comes from somebody else"


class NothingToReview(Conflict):
    """Every record of it has been reviewed."""

    code = "callbacks.nothing_to_review"
    zh = "没有待审核的回访记录"
    en = "No record waits for a review"


class NothingSuggested(Conflict):
    """Nothing was suggested, or it is a matter of its own already."""

    code = "callbacks.nothing_suggested"
    zh = "没有待转的建议，或已转为事项"
    en = "Nothing was suggested, or it is a case already"


class AppointmentMissing(Malformed):
    """An appointment names a time to come."""

    code = "callbacks.appointment_missing"
    zh = "约定回访须填写之后的时间"
    en = "An appointment needs a time to come"


class AppointmentMisplaced(Malformed):
    """Only an appointment has a time."""

    code = "callbacks.appointment_misplaced"
    zh = "只有约定回访可以填写下次时间"
    en = "Only an appointment has a next time"


class SignatureMissing(Malformed):
    """What was heard at home is signed by the resident (CB-07)."""

    code = "callbacks.signature_missing"
    zh = "上门回访须附住户签名"
    en = "A home visit needs the resident's signature"


class NoPhoneThere(Conflict):
    """Nobody left a number."""

    code = "callbacks.no_phone"
    zh = "该事项没有留下电话"
    en = "No phone number was left for this matter"


class QuarterRunning(Conflict):
    """A quarter is filed when it is over and what came up again was gathered."""

    code = "callbacks.quarter_running"
    zh = "季度尚未结束或尚未汇总，不能归档"
    en = "The quarter is not over yet, or not gathered up yet"


class QuarterFiled(Conflict):
    """What was filed stays as it was filed."""

    code = "callbacks.quarter_filed"
    zh = "该季度已归档，归档后不能更改"
    en = "The quarter is filed, and what is filed does not change"


class QuarterNotFiled(Conflict):
    """There is no paper of what was not filed."""

    code = "callbacks.quarter_not_filed"
    zh = "该季度尚未归档"
    en = "The quarter is not filed yet"


class NotResponsible(Forbidden):
    """Whoever the manager named carries the measure out."""

    code = "callbacks.not_responsible"
    zh = "该整改措施由他人负责落实"
    en = "Somebody else is to carry this measure out"


class OwnMeasure(Forbidden):
    """Nobody judges whether their own measure helped (CB-09)."""

    code = "callbacks.own_measure"
    zh = "不能跟进自己负责落实的整改措施"
    en = "You may not follow up a measure you were to carry out"


class NotCarriedOut(Conflict):
    """What nobody did cannot have had an effect."""

    code = "callbacks.not_carried_out"
    zh = "措施尚未落实，不能评为有效"
    en = "The measure was not carried out: it cannot have had an effect"


class UntilPast(Malformed):
    """A measure is carried out by today at the earliest."""

    code = "callbacks.until_past"
    zh = "完成日期不能早于今天"
    en = "The day to be done by cannot lie in the past"


class CannotCarryOut(Malformed):
    """Who is named must be let say that it is done, by one of their roles."""

    code = "callbacks.cannot_carry_out"
    zh = "该人员没有落实整改措施的权限"
    en = "None of this person's roles lets them carry out measures"

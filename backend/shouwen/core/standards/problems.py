"""What the house says when a standard is not accepted."""

from shouwen.kit.problem import Malformed


class WrongUnit(Malformed):
    """A number in a unit its key does not have."""

    code = "standards.wrong_unit"
    zh = "该标准不能用“{unit}”计量，可用的单位：{allowed}"
    en = "This standard is not counted in “{unit}”; its units are {allowed}"


class OutOfRange(Malformed):
    """A number nobody can mean."""

    code = "standards.out_of_range"
    zh = "该标准的取值须在 {least} 到 {most} 之间"
    en = "This standard lies between {least} and {most}"


class ValueMalformed(Malformed):
    """A number not written as its unit wants it."""

    code = "standards.value_malformed"
    zh = "该标准的取值请写作如 {form}"
    en = "Write the value of this standard like {form}"


class ValueMissing(Malformed):
    """Null for a standard that always has a number."""

    code = "standards.value_missing"
    zh = "该标准必须有取值，不能留空"
    en = "This standard always has a value; it cannot be empty"


class InPast(Malformed):
    """A decision that would change what held already."""

    code = "standards.in_past"
    zh = "标准只能从现在起变更，不能改变过去"
    en = "A standard changes from now on; what held in the past stays"


class PackUnknown(Malformed):
    """A pack that is not there."""

    code = "standards.pack_unknown"
    zh = "没有名为“{pack}”的标准包"
    en = "There is no pack called “{pack}”"

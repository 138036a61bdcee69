"""What people's records say no to."""

from shouwen.kit.problem import Conflict, FieldError, Forbidden, Malformed


class NobodyToAnswer(Conflict):
    """Neither reception nor anybody above it, no manager, no administrator: the community cannot take a word in."""

    code = "people.nobody_to_answer"
    zh = "本小区的前台岗位无人任职，也没有项目经理或系统管理员。请先在岗位中安排人员"
    en = (
        "Nobody holds the reception post of this community or a post above it, and there is neither a manager nor an "
        "administrator; give the post to somebody first"
    )


class NoPhone(Conflict):
    """There is no number to be shown."""

    code = "people.no_phone"
    zh = "该住户没有登记电话"
    en = "No phone is known of this resident"


class Loop(Conflict):
    """Superiors, or deputies, that lead back to where they began (FR-03: somebody must be at the top)."""

    code = "people.loop"
    zh = "这样设置会形成循环：{loop}。请调整上级或代理岗位"
    en = "This would run in a circle: {loop}. Choose another superior or deputy"


class NameTaken(Conflict):
    """Departments and posts of a community are told apart by name."""

    code = "people.name_taken"
    zh = "本小区已有“{name}”"
    en = "This community has “{name}” already"


class NumberTaken(Conflict):
    """Staff are told apart by number, in the whole company."""

    code = "people.number_taken"
    zh = "工号“{number}”已被使用"
    en = "The staff number “{number}” is taken"


class AlreadyHolds(Conflict):
    """Nobody holds a post twice at once."""

    code = "people.already_holds"
    zh = "该员工在这段时间已任此岗位"
    en = "They hold this post during that time already"


class HoldingEnded(Conflict):
    """What has ended does not end again."""

    code = "people.holding_ended"
    zh = "该任职已结束"
    en = "They hold this post no longer"


class EndsBeforeBegin(Malformed):
    """An end that does not come after the beginning."""

    code = "people.ends_before_begin"
    zh = "结束时间须晚于开始时间"
    en = "The end must come after the beginning"

    @classmethod
    def at(cls, pointer: str) -> "EndsBeforeBegin":
        """The problem, pointing at the field."""
        return cls(errors=[FieldError(pointer, "ends_before_begin", cls.zh, cls.en)])


class LastManager(Conflict):
    """A community is never left without a manager for a time without an end, or longer than `absence.longest`."""

    code = "people.last_manager"
    zh = "“{community}”没有其他在岗的项目经理，请填写不晚于 {latest} 的结束时间，或先安排另一位项目经理"
    en = "“{community}” has no other manager at work; end the absence by {latest}, or appoint another manager first"


class AbsenceOverlaps(Conflict):
    """Nobody is away twice at once."""

    code = "people.absence_overlaps"
    zh = "该员工在这段时间已登记离岗"
    en = "They are away during part of that time already"


class AbsenceOver(Conflict):
    """An absence that is over or cancelled cannot be cancelled."""

    code = "people.absence_over"
    zh = "该离岗已结束或已取消"
    en = "This absence is over, or cancelled already"


class RouteTaken(Conflict):
    """What goes to one post does not go to another as well."""

    code = "people.route_taken"
    zh = "该类事项已设置分派到“{post}”"
    en = "Such matters go to “{post}” already"


class KindUnknown(Malformed):
    """No room of the house knows this kind of matter: such a route would never be taken."""

    code = "people.kind_unknown"
    zh = "没有这一事项类别"
    en = "There is no such kind of matter"


class WorksElsewhere(Forbidden):
    """Somebody who also works where the caller manages nothing."""

    code = "people.works_elsewhere"
    zh = "该员工同时在您管辖范围之外任职，请由公司管理员办理"
    en = "They work outside your scope as well; ask an administrator of the company"


class Yourself(Conflict):
    """Nobody switches themselves off: the last administrator would lock everybody out."""

    code = "people.yourself"
    zh = "不能停用自己的账号，请由他人办理"
    en = "You cannot deactivate yourself; somebody else has to"


class StillHolds(Conflict):
    """Whoever leaves owns no case, answers for nothing and holds no post. `holds` in the answer lists what it is."""

    code = "people.still_holds"
    zh = "该员工名下还有{count}项未移交，请先办理移交"
    en = "They still hold {count} things; hand them over first"


class NotActive(Conflict):
    """Somebody who has left already."""

    code = "people.not_active"
    zh = "该员工已停用"
    en = "They have left already"


class StillActive(Conflict):
    """Somebody who never left."""

    code = "people.still_active"
    zh = "该员工未停用"
    en = "They have not left"


class HandOverToSelf(Conflict):
    """Handing over to the one who has it."""

    code = "people.hand_over_to_self"
    zh = "不能移交给本人"
    en = "Choose somebody else to hand over to"

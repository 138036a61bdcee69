"""What people's records say no to."""

from shouwen.kit.problem import Conflict, Forbidden, Malformed


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


class ClassUnknown(Malformed):
    """Such matters have no such class: the route would never be taken."""

    code = "people.class_unknown"
    zh = "此类事项没有这一分类"
    en = "Such matters have no such class"


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


class PhoneKnown(Conflict):
    """The number is a known resident's. `residents` in the answer names them; `phone_shared` says it is meant so."""

    code = "people.phone_known"
    zh = "该电话已登记在“{name}”名下，可能是同一人。确为他人共用此电话时，请注明后再保存"
    en = "This phone is {name}'s already; it may be the same person. Say so if they share it, and save again"


class NotOnRecord(Conflict):
    """A record that went into another, or was voided: nothing is changed about it any more."""

    code = "people.not_on_record"
    zh = "该住户档案已合并或作废，不能再修改"
    en = "This record was merged into another or voided; it cannot be changed"


class StillLivesThere(Conflict):
    """Whoever belongs to a household is not voided: first they move out."""

    code = "people.still_lives_there"
    zh = "该住户仍在“{unit}”的住户成员中，请先办理迁出"
    en = "They still belong to a household in {unit}; they have to move out first"


class UnitOccupied(Conflict):
    """A unit has one household at a time. `household_id` in the answer is the one that is there."""

    code = "people.unit_occupied"
    zh = "该房屋在这段时间已有住户，请先办理迁出"
    en = "A household lives in this unit during that time; it has to move out first"


class HouseholdEnded(Conflict):
    """A household that has moved out is left as it was."""

    code = "people.household_ended"
    zh = "该户已迁出"
    en = "This household has moved out"


class AlreadyMember(Conflict):
    """Nobody belongs to a household twice at once."""

    code = "people.already_member"
    zh = "该住户已是本户成员"
    en = "They belong to this household already"


class NotMember(Conflict):
    """Whoever does not belong to a household cannot leave it."""

    code = "people.not_member"
    zh = "该住户不是本户成员"
    en = "They do not belong to this household"


class MergeIntoSelf(Conflict):
    """Two records are needed for one to go into the other."""

    code = "people.merge_into_self"
    zh = "不能与自身合并"
    en = "A record cannot be merged into itself"


class BothSignIn(Conflict):
    """Two people who each sign in are not made one: which of them would sign in afterwards?"""

    code = "people.both_sign_in"
    zh = "两份档案都能登录，不能合并。请先停用其中一个登录"
    en = "Both sign in, so they cannot be merged; end the sign-in of one of them first"


class NotMerged(Conflict):
    """A record that went nowhere does not come back."""

    code = "people.not_merged"
    zh = "该档案没有被合并，无需撤销"
    en = "This record was not merged; there is nothing to undo"


class MergedOn(Conflict):
    """The record it went into went into another itself: the later merge is undone first."""

    code = "people.merged_on"
    zh = "合并后的档案“{name}”又被合并，请先撤销后一次合并"
    en = "The record it went into, {name}, was merged as well; undo the later merge first"


class HouseholdNeeded(Malformed):
    """Whoever answers for a zone alone sees those who live there, so whom they write down has to live there."""

    code = "people.household_needed"
    zh = "请选择所属的户：您只能登记本片区在住的人"
    en = "Choose the household they belong to: you can only add people who live in your zone"


class NotYet(Malformed):
    """A move is written down when it has happened: from then on the household is seen, or no longer."""

    code = "people.not_yet"
    zh = "时间不能晚于现在，请在实际发生后登记"
    en = "This lies ahead; write it down when it has happened"

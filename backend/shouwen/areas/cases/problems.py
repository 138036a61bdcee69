"""Why the house says no to something about a case."""

from shouwen.core.custody.rules import NotAddressee
from shouwen.kit.problem import Conflict, Forbidden, Malformed

__all__ = ["NotAddressee"]


class NotNow(Conflict):
    """The verb does not fit the state the case is in."""

    code = "cases.not_now"
    zh = "事项当前的状态不允许此操作"
    en = "The case is not in a state for this"


class NotFinished(NotNow):
    """Closing and confirming come after finishing."""

    code = "cases.not_now"
    zh = "事项尚未办结，办结之后才可以"
    en = "The case is not finished yet; finish it first"


class StillInHand(NotNow):
    """Only what was finished can be opened again."""

    code = "cases.not_now"
    zh = "事项还在办理，办结之后住户仍不满意才需要重开"
    en = "The case is still in hand; only what was finished is reopened"


class HasOwner(NotNow):
    """Somebody has said already that they do it."""

    code = "cases.not_now"
    zh = "事项已有责任人在办理"
    en = "Somebody owns the case already"


class ThereAlready(NotNow):
    """Arriving is said once."""

    code = "cases.not_now"
    zh = "已经登记到场"
    en = "The arrival is on record already"


class NoLongerOpen(NotNow):
    """What was finished or closed is opened again first."""

    code = "cases.not_now"
    zh = "事项已办结，需要先重开"
    en = "The case is finished; reopen it first"


class ConfirmedAlready(NotNow):
    """A finished case is confirmed once, and none that is closed."""

    code = "cases.not_now"
    zh = "住户已确认，或事项已结案"
    en = "It was confirmed already, or the case is closed"


class ClosedAlready(NotNow):
    """A case is closed once."""

    code = "cases.not_now"
    zh = "事项已结案"
    en = "The case is closed already"


class VoidedAlready(NotNow):
    """Nothing more happens to what was recorded by mistake."""

    code = "cases.not_now"
    zh = "事项已作废"
    en = "The case was voided"


class NotOwner(Conflict):
    """Only the owner, or the one who stands accountable, may do this."""

    code = "cases.not_owner"
    zh = "只有当前责任人或首问负责人可以操作"
    en = "Only the owner or the accountable person may do this"


class NotFirstResponder(Conflict):
    """Keeping a case is the first responder's word (FR-02)."""

    code = "cases.not_first_responder"
    zh = "只有首问责任人可以自行办理"
    en = "Only the first responder may keep the case"


class NotAccountable(Conflict):
    """Closing asks the accountable person, or a supervisor with a reason."""

    code = "cases.not_accountable"
    zh = "结案须由首问负责人确认，或由主管说明理由"
    en = "Closing takes the accountable person's word, or a supervisor's reason"


class OfferWaits(Conflict):
    """The case has been offered to somebody else."""

    code = "cases.offer_waits"
    zh = "事项已移交待接收，请先撤回移交"
    en = "The case has been offered to somebody; withdraw the offer first"


class ReasonMissing(Malformed):
    """A reason is needed here."""

    code = "cases.reason_missing"
    zh = "住户尚未确认，请填写结案理由"
    en = "The resident has not confirmed it: give a reason for closing"


class PreventiveMeasureMissing(Malformed):
    """A complaint found valid ends with a preventive measure (CP-15)."""

    code = "cases.preventive_measure"
    zh = "投诉办结须填写预防措施"
    en = "A complaint ends with a preventive measure: say what keeps it from happening again"


class SlipsOfComplaints(Conflict):
    """A slip belongs to a complaint (CP-09)."""

    code = "cases.slip_of_complaints"
    zh = "只有投诉可以开具投诉处理单"
    en = "Only a complaint has a slip"


class SlipThere(Conflict):
    """One slip in a round."""

    code = "cases.slip_there"
    zh = "本轮已开具投诉处理单"
    en = "This round of the complaint has its slip already"


class NoSlip(Conflict):
    """Nothing to act on yet."""

    code = "cases.no_slip"
    zh = "本轮尚未开具投诉处理单"
    en = "This round of the complaint has no slip yet"


class NoFault(Conflict):
    """A fault analysis is of an incident, or of a major repair (FR-14)."""

    code = "cases.no_fault"
    zh = "只有突发事件或重大报修有故障分析报告"
    en = "Only an incident or a major repair has a fault analysis report"


class FaultNotAnalysed(Conflict):
    """The report says why it happened and what keeps it from coming back (FR-14)."""

    code = "cases.fault_not_analysed"
    zh = "请先办结，并填写原因和预防措施"
    en = "Finish it first, with its cause and a preventive measure"


class SlipNotNow(Conflict):
    """The verb does not fit the stage of the slip."""

    code = "cases.slip_not_now"
    zh = "投诉处理单当前的环节不允许此操作"
    en = "The slip is not at a stage for this"


class SignaturesMissing(Conflict):
    """The departments sign before it is decided (CP-11)."""

    code = "cases.signatures_missing"
    zh = "还有部门未会签"
    en = "A department has not countersigned yet"


class NotAsked(Conflict):
    """Only a department that was asked signs, and once."""

    code = "cases.signature_not_asked"
    zh = "该部门不在会签之列，或已会签"
    en = "This department was not asked to sign, or has signed already"


class AmountsPending(Conflict):
    """What was proposed is decided before the slip is closed."""

    code = "cases.amounts_pending"
    zh = "还有金额待审批"
    en = "An amount waits for approval"


class AmountDecided(Conflict):
    """There is nothing of that number to decide."""

    code = "cases.amount_decided"
    zh = "没有该项待审批的金额"
    en = "No amount of this number waits for approval"


class ProposerDecides(Conflict):
    """Nobody approves what they proposed (CP-12)."""

    code = "cases.proposer_decides"
    zh = "提出人不能审批自己提出的金额"
    en = "An amount is approved by somebody else than the one who proposed it"


class AmountAboveYou(Conflict):
    """It goes beyond the limit of the approver (CP-12, CP-17)."""

    code = "cases.amount_above_you"
    zh = "该处理单的金额合计超出您的审批权限"
    en = "The amounts of this slip go beyond what you may approve"


class NotUnfounded(Conflict):
    """It ends as unfounded when it was verified so (CP-11)."""

    code = "cases.not_unfounded"
    zh = "投诉未经核实为不成立"
    en = "The complaint has not been found unfounded"


class CopiesUnaddressed(Conflict):
    """Each copy goes to a post (CP-24)."""

    code = "cases.copies_unaddressed"
    zh = "处理单的分发岗位尚未设置完整"
    en = "Not every copy of the slip has a post that receives it"


class NotYourCopy(Conflict):
    """Whoever holds the post confirms having read."""

    code = "cases.not_your_copy"
    zh = "没有分发给您、待您确认的处理单"
    en = "No copy of this slip waits for you"


class ObjectionAnswered(Conflict):
    """There is no open objection of that number."""

    code = "cases.objection_answered"
    zh = "没有该项待答复的异议"
    en = "No objection of this number waits for an answer"


class RepairsOnly(Conflict):
    """A work order is of a repair (RP-09)."""

    code = "cases.repairs_only"
    zh = "只有维修类事项有维修工作单"
    en = "Only a repair has a work order"


class WarrantiesOnly(Conflict):
    """Only a warranty defect is judged (RP-04)."""

    code = "cases.warranties_only"
    zh = "只有保修类事项需要判定"
    en = "Only a warranty defect is judged"


class JudgedAlready(Conflict):
    """Judged once in a round."""

    code = "cases.judged_already"
    zh = "本轮已有保修判定"
    en = "This defect has been judged already"


class SizeMisplaced(Malformed):
    """A valid defect has a size, another has none."""

    code = "cases.defect_size"
    zh = "属实的保修问题须注明大修或小修，不属实的不填"
    en = "A valid defect is small or large; one that is not valid has no size"


class OneAddressee(Malformed):
    """An offer names a person or a post, not both and not neither."""

    code = "cases.one_addressee"
    zh = "请指定一位同事或一个岗位，二者择一"
    en = "Name one person or one post to offer it to"


class AnonymousWithIdentity(Malformed):
    """Somebody anonymous has no name, no phone and no record."""

    code = "cases.anonymous_with_identity"
    zh = "匿名联系人不能同时填写姓名、电话或住户"
    en = "An anonymous caller has no name, phone or resident record"


class ComplaintDetailsMisplaced(Malformed):
    """Only a complaint has a class."""

    code = "cases.complaint_only"
    zh = "只有投诉类事项可以填写投诉分类"
    en = "Only a complaint carries complaint details"


class ExternalRefTaken(Conflict):
    """The other system's matter is known already."""

    code = "cases.external_ref_taken"
    zh = "该外部编号已登记过"
    en = "This outside reference has been recorded already"


class OutsideDueMisplaced(Malformed):
    """An outside deadline comes with what the other system calls the matter, and lies after it was told."""

    code = "cases.outside_due"
    zh = "外部时限须同时填写外部编号，且晚于受理时间"
    en = "An outside deadline needs an outside reference and lies after the matter was heard"


class ReplyByMisplaced(Malformed):
    """A time for an answer is given to whoever wants one, and lies ahead."""

    code = "cases.reply_by"
    zh = "约定答复时间须为对方需要答复，且晚于受理时间"
    en = "A time to reply by is for somebody who wants a reply, and lies after the call"


class IncidentDetailsMisplaced(Malformed):
    """Only an incident has words for those who call about it."""

    code = "cases.incident_only"
    zh = "只有突发事件类事项可以填写对外口径"
    en = "Only an incident carries words to tell callers"


class IncidentsOnly(Conflict):
    """What is said to callers is said about an incident."""

    code = "cases.incidents_only"
    zh = "只有突发事件类事项可以设置对外口径"
    en = "Only an incident has words to tell callers"


class AlreadyAnswered(Conflict):
    """They have had their answer."""

    code = "cases.already_answered"
    zh = "已经答复过"
    en = "This caller has been answered already"


class IsCaseAlready(Conflict):
    """A call becomes one case, once."""

    code = "cases.is_case_already"
    zh = "该来电来访已转为事项"
    en = "This contact belongs to a case already"


class ForeignChannel(Malformed):
    """A resident reports through the residents' channels, for themselves."""

    code = "cases.foreign_channel"
    zh = "住户只能通过住户渠道为自己登记"
    en = "A resident reports through the residents' channels, and for themselves"


class MayNotNameHeard(Forbidden):
    """Recording for somebody else needs `cases.record_for_others`."""

    code = "cases.record_for_others"
    zh = "您没有代他人登记首问的权限"
    en = "You may not record a case as heard by somebody else"


class LinkToItself(Conflict):
    """A case is not linked to itself, and not twice in the same way."""

    code = "cases.link_refused"
    zh = "不能关联到自身，也不能重复关联"
    en = "A case cannot be linked to itself, nor twice in the same way"


class NotReporter(Conflict):
    """Only the resident who raised it, or their household, confirms."""

    code = "cases.not_reporter"
    zh = "只有反映该事项的住户可以确认"
    en = "Only the resident who raised it may confirm"


class AlreadyOnHold(Conflict):
    """One hold at a time."""

    code = "cases.on_hold"
    zh = "事项已处于等待中"
    en = "The case is on hold already"


class NotOnHold(Conflict):
    """There is no hold to end."""

    code = "cases.not_on_hold"
    zh = "事项当前没有处于等待中"
    en = "The case is not on hold"


class ComplaintsOnly(Conflict):
    """Only a complaint is verified (CP-08)."""

    code = "cases.complaints_only"
    zh = "只有投诉需要核实"
    en = "Only a complaint is verified"


class AlreadyVerified(Conflict):
    """A complaint is found valid or not once in a round."""

    code = "cases.verified_already"
    zh = "该投诉已有核实结论"
    en = "This complaint has been verified already"


class AlreadyDisputed(Conflict):
    """The dispute has been raised."""

    code = "cases.disputed_already"
    zh = "首问争议已经提出"
    en = "This has been disputed already"


class DisputeTooLate(Conflict):
    """A first responder named by another may dispute it for a working day (mechanics: people)."""

    code = "cases.dispute_too_late"
    zh = "首问争议须在规定期限内提出，期限已过"
    en = "The time for disputing who heard it first is over"


class NothingRuled(Malformed):
    """An arbitration names an owner or an accountable person, or settles an open dispute."""

    code = "cases.nothing_ruled"
    zh = "请指定责任人或首问负责人"
    en = "Name an owner or an accountable person"


class NothingReclassified(Malformed):
    """Nothing would change."""

    code = "cases.nothing_reclassified"
    zh = "没有需要更改的分类"
    en = "Nothing would change"


class PromiseBlocks(Conflict):
    """A promise that has to be seen to first, such as a drawn callback."""

    code = "cases.promise_blocks"
    zh = "还有结案前必须完成的承诺，如抽中的回访、应上交的费用、警戒的撤除"
    en = "A promise must be seen to first, such as a drawn callback, a fee to hand in, a cordon to take away"


class PartsOpen(Conflict):
    """The whole is not over while one of its parts is open."""

    code = "cases.parts_open"
    zh = "还有拆分出的子事项未办结"
    en = "A part of the case is still open"


class LinkInCircle(Conflict):
    """One comes from the other, and not the other way round as well."""

    code = "cases.link_in_circle"
    zh = "该关联会形成循环"
    en = "This link would lead round in a circle"


class NotInPast(Malformed):
    """A time that is to come."""

    code = "cases.time_to_come"
    zh = "时间须晚于现在"
    en = "The time must lie ahead"


class OfferToAccused(Conflict):
    """A complaint about somebody is not handed to them, who may not even see it."""

    code = "cases.offer_to_accused"
    zh = "不能把投诉移交给被投诉人"
    en = "A complaint cannot be offered to the person it is about"


class NotNamedByAnother(Conflict):
    """Only a first responder whom somebody else named may say it was another."""

    code = "cases.not_named_by_another"
    zh = "只有被他人登记为首问的人可以提出首问争议"
    en = "Only a first responder named by somebody else may dispute it"


class DuplicateOfVoided(Conflict):
    """A duplicate points at a case that stands."""

    code = "cases.duplicate_of_voided"
    zh = "对方事项已作废，不能并入"
    en = "The other case has been voided: nothing can be merged into it"


class HelpOnly(Conflict):
    """Steps, calls to the family and plans belong to a call for help or an incident (HR-02)."""

    code = "cases.help_only"
    zh = "只有求助和突发事件有处置步骤"
    en = "Only a call for help or an incident has steps"


class StepElsewhere(Conflict):
    """Which steps apply depends on the kind of help (HR-06)."""

    code = "cases.step_elsewhere"
    zh = "该类求助没有这一步骤"
    en = "This kind of help has no such step"


class StepDone(Conflict):
    """A step is stamped once a round."""

    code = "cases.step_done"
    zh = "该步骤已登记"
    en = "This step has been stamped already"


class StepTextMissing(Malformed):
    """A change is reported in words (HR-09)."""

    code = "cases.step_text"
    zh = "请写明情况变化"
    en = "Say what has changed"


class StepsMissing(Conflict):
    """It is not over before what has to be done was done."""

    code = "cases.steps_missing"
    zh = "还有必经步骤未登记，不能结束"
    en = "Steps that have to be taken are missing: it cannot be over yet"


class HelpOver(Conflict):
    """Nothing is stamped after it was over."""

    code = "cases.help_over"
    zh = "处置已结束，不能再登记步骤"
    en = "It is over; no further step can be stamped"


class NotEmergencyContact(Malformed):
    """Only the household's emergency contacts are called about it (HR-07)."""

    code = "cases.not_emergency_contact"
    zh = "此人不是该户的紧急联系人"
    en = "This is no emergency contact of the household"


class NoEmergencyPhone(Conflict):
    """Nothing to call."""

    code = "cases.no_emergency_phone"
    zh = "该紧急联系人没有登记电话"
    en = "No phone is known of this emergency contact"


class CordonClosed(Conflict):
    """A cordon is taken away once."""

    code = "cases.cordon_closed"
    zh = "该警戒已撤除"
    en = "This cordon has been taken away already"


class PlanMisplaced(Conflict):
    """A plan is run on an emergency (HR-04)."""

    code = "cases.plan_misplaced"
    zh = "预案只用于求助、突发事件或紧急、重大事项"
    en = "A plan is run on a call for help, an incident, or an urgent or major case"


class PlanRuns(Conflict):
    """Each plan runs once on a case."""

    code = "cases.plan_runs"
    zh = "该预案已在此事项启动"
    en = "This plan runs on the case already"


class PlanNotRunning(Conflict):
    """Only a plan that was begun is ticked."""

    code = "cases.plan_not_running"
    zh = "该预案尚未在此事项启动"
    en = "This plan has not been begun on the case"


class PlanLineUnknown(Malformed):
    """The list has no such line."""

    code = "cases.plan_line"
    zh = "检查清单没有这一行"
    en = "The check-list has no such line"


class PlanLineDone(Conflict):
    """A line is ticked once, by whoever did it."""

    code = "cases.plan_line_done"
    zh = "这一行已完成"
    en = "This line has been ticked already"


class PlanUnchanged(Conflict):
    """A version of one's own differs from the one in force."""

    code = "cases.plan_unchanged"
    zh = "内容与现行版本相同"
    en = "This is what the version in force says already"


class LadderMisplaced(Conflict):
    """The ladder is climbed for an inquiry, a call for help or a repair (RC-22)."""

    code = "cases.ladder_misplaced"
    zh = "只有咨询、求助和报修使用逐级支持"
    en = "Only an inquiry, a call for help or a repair is helped step by step"


class RungTooHigh(Conflict):
    """Each step only after the former could not solve it (RC-22)."""

    code = "cases.rung_too_high"
    zh = "前一级尚未登记为无法解决"
    en = "The step before has not been recorded as unable to solve it"


class RungDone(Conflict):
    """A step of the ladder is recorded once a round."""

    code = "cases.rung_done"
    zh = "该级支持已登记，或问题已解决"
    en = "This step was recorded already, or the matter is solved"


class PermissionUnsaid(Malformed):
    """Remote help is given with the customer's permission (RC-22)."""

    code = "cases.remote_permission"
    zh = "远程协助须登记客户是否同意；未同意不能记为已解决"
    en = "Say whether the customer permitted remote help; without it nothing was solved remotely"


class TypeKeyTaken(Conflict):
    """A type is called by a key of its own."""

    code = "cases.type_key"
    zh = "该标识已被其他事项类型使用"
    en = "Another type has this key already"


class TypeKeysTwice(Malformed):
    """Stages, and the lines of one stage, have different keys."""

    code = "cases.type_keys_twice"
    zh = "同一类型的环节、同一环节的清单项不能重复标识"
    en = "Two stages, or two lines of one stage, have the same key"


class TypeTimeWrong(Malformed):
    """A time is a number and a unit; the same day and the same month take no number."""

    code = "cases.type_time"
    zh = "时限须为数值加单位；当日、当月不带数值"
    en = "A time is a number with a unit; the same day and the same month take none"


class TypeRetired(Conflict):
    """A type that was taken out starts no case."""

    code = "cases.type_retired"
    zh = "该事项类型已停用"
    en = "This type has been taken out"


class TypeUnchanged(Conflict):
    """A new version says something else."""

    code = "cases.type_unchanged"
    zh = "内容与现行版本相同"
    en = "This is what the version in force says already"


class TypeOfOtherKind(Malformed):
    """A type is based on one kind of case."""

    code = "cases.type_of_other_kind"
    zh = "该类型属于另一种事项"
    en = "This type is based on another kind of case"


class TypedKind(Conflict):
    """A case that walks the stages of a type stays of its kind."""

    code = "cases.typed_kind"
    zh = "按类型办理的事项不能改变种类"
    en = "A case that walks the stages of a type keeps its kind"


class TypedAtOnce(Malformed):
    """A case with stages is not finished while it is heard."""

    code = "cases.typed_at_once"
    zh = "有环节的事项不能当场办结"
    en = "A case with stages is not finished on the spot"


class NoCourse(Conflict):
    """The case is of no type."""

    code = "cases.no_course"
    zh = "该事项没有环节"
    en = "This case has no stages"


class StagesOpen(Conflict):
    """The last stage ends before the case is finished (TS-01)."""

    code = "cases.stages_open"
    zh = "还有环节未完成"
    en = "Stages are still open"


class StagesOver(Conflict):
    """No stage is under way."""

    code = "cases.stages_over"
    zh = "各环节已全部完成"
    en = "All stages are over"


class StageItemUnknown(Malformed):
    """The stage has no such line."""

    code = "cases.stage_item"
    zh = "当前环节没有这一清单项"
    en = "The stage under way has no such line"


class StageItemDone(Conflict):
    """A line takes so many signatures, each of another person (TS-01: packing with two signatures)."""

    code = "cases.stage_item_done"
    zh = "该项已完成，或您已签过"
    en = "This line is complete, or you have signed it already"


class StageItemsMissing(Conflict):
    """Required lines are ticked before the stage ends."""

    code = "cases.stage_items_missing"
    zh = "还有必填项未完成"
    en = "Required lines are not ticked yet"


class SuggestionsOnly(Conflict):
    """Adopting, thanking and publishing is for suggestions."""

    code = "cases.suggestions_only"
    zh = "只有建议可以采纳、致谢和公布"
    en = "Only a suggestion is adopted, thanked for and published"


class SuggestionDecided(Conflict):
    """It is decided once a round."""

    code = "cases.suggestion_decided"
    zh = "该建议已有结论"
    en = "The suggestion has been decided already"


class SuggestionUndecided(Conflict):
    """Thanks and publication follow the decision."""

    code = "cases.suggestion_undecided"
    zh = "请先决定是否采纳"
    en = "Decide first whether it is adopted"


class SuggestionThanked(Conflict):
    """Whoever suggested it is thanked once."""

    code = "cases.suggestion_thanked"
    zh = "已致谢"
    en = "Whoever suggested it was thanked already"


class SuggestionPublished(Conflict):
    """It is published once, until it is taken back."""

    code = "cases.suggestion_published"
    zh = "该建议已公布"
    en = "The suggestion is published already"


class SuggestionUnpublished(Conflict):
    """Nothing to take back."""

    code = "cases.suggestion_unpublished"
    zh = "该建议未公布"
    en = "The suggestion is not published"


class PersonalInPublic(Malformed):
    """Words written for everybody name nobody."""

    code = "cases.personal_in_public"
    zh = "公布的文字不能含有姓名、电话或房号"
    en = "Words for everybody contain no name, phone or home"


class NoDefect(Conflict):
    """The ledger holds what was judged valid at the home, and nothing else."""

    code = "cases.no_defect"
    zh = "尚未上门判定保修有效，不在保修缺陷台账中"
    en = "It was not judged a valid warranty defect at the home: the ledger does not hold it"


class DefectNotNow(Conflict):
    """The verb does not fit the stage the defect has reached."""

    code = "cases.defect_not_now"
    zh = "保修缺陷当前的阶段不允许此操作"
    en = "The defect is not at a stage for this"


class DefectOut(Conflict):
    """What is out with the developer is accepted before the case is finished."""

    code = "cases.defect_out"
    zh = "缺陷已派给开发商，验收后才能办结"
    en = "The defect is out with the developer: it has to be accepted before the case is finished"


class PartyEnded(Conflict):
    """Somebody outside who no longer repairs for us."""

    code = "cases.party_ended"
    zh = "该外部单位已停用，不能派单"
    en = "Nothing is dispatched to this party any more"


class PartyWithoutPhone(Conflict):
    """No number was ever written down."""

    code = "cases.party_without_phone"
    zh = "没有登记电话"
    en = "No telephone number is known"


class NoRework(Conflict):
    """Only what stands as rework can be contradicted."""

    code = "cases.no_rework"
    zh = "该事项没有被认定为返修，或已有人否认"
    en = "This is not marked as rework, or somebody has contradicted it already"


class NothingToVouch(Conflict):
    """A voucher is of an approved amount that has none."""

    code = "cases.nothing_to_vouch"
    zh = "没有已核准且尚未填写凭证的金额"
    en = "No approved amount waits for its voucher"


class AboveApproved(Malformed):
    """What it came to may be less than was approved, and never more."""

    code = "cases.above_approved"
    zh = "实际数不能超过核准数"
    en = "It may not come to more than was approved"


class DifferenceUnexplained(Malformed):
    """Less than was approved has a reason."""

    code = "cases.difference_unexplained"
    zh = "实际与核准不一致，请写明原因"
    en = "It came to less than was approved: say why"


class QuantityMisplaced(Malformed):
    """What is returned or done again is counted, and nothing else is."""

    code = "cases.quantity_misplaced"
    zh = "退货与返工须填数量，其他结果不填"
    en = "What is returned or done again has a quantity, and nothing else has"


class SignaturesOfBoth(Malformed):
    """Both sides sign, on the glass or on a scanned paper."""

    code = "cases.signatures_of_both"
    zh = "须有双方签字，或上传签字的扫描件"
    en = "Both sides sign, or a scan of the signed paper is added"


class ClassMisplaced(Malformed):
    """A complaint has a class, and nothing else has."""

    code = "cases.class_misplaced"
    zh = "投诉须选择分类，其他类别不填"
    en = "A complaint has a class, and no other kind has"


class MacroStepIncomplete(Malformed):
    """A step lacks what its verb needs."""

    code = "cases.macro_step_incomplete"
    zh = "这一步缺少必要的内容"
    en = "This step lacks what it needs"


class MacroRetired(Conflict):
    """A macro that was taken out is neither said nor changed."""

    code = "cases.macro_retired"
    zh = "该快捷操作已停用"
    en = "This macro has been taken out"


class NoPhoneLeft(Conflict):
    """Nobody left a number."""

    code = "cases.no_phone"
    zh = "该事项没有留下电话"
    en = "No phone number was left for this matter"


class NoFeeDue(Conflict):
    """Nothing that was used is to be paid by the household, or all of it was collected."""

    code = "cases.no_fee_due"
    zh = "没有应向住户收取的费用"
    en = "Nothing is due from the household"


class FeeUnsaid(Conflict):
    """Before a repair is finished somebody says what became of the fee."""

    code = "cases.fee_unsaid"
    zh = "请先在维修工作单上登记费用是否已收"
    en = "Say on the work order first whether the fee was collected"


class FeeAboveDue(Malformed):
    """No more is collected than is due."""

    code = "cases.fee_above_due"
    zh = "实收不能超过应收"
    en = "No more is collected than is due"


class FeeUnexplained(Malformed):
    """What was not collected has a reason."""

    code = "cases.fee_unexplained"
    zh = "未收或少收，请写明原因"
    en = "Not all of it was collected: say why"


class FeeHandedIn(Conflict):
    """Handed in once; and only what was said to be collected is."""

    code = "cases.fee_handed_in"
    zh = "没有这笔实收费用，或已上交"
    en = "Nothing of this was collected, or it was handed in already"


class FeeOwnHands(Conflict):
    """Whoever collected it does not receive it from themselves."""

    code = "cases.fee_own_hands"
    zh = "收费人不能自己确认上交"
    en = "Somebody other than the collector says that it was handed in"


class NotInChain(Malformed):
    """Buck-passing is found against somebody of the chain of the case."""

    code = "cases.not_in_chain"
    zh = "此人不在该事项的责任链上"
    en = "This person is not in the chain of the case"


class FindingOwn(Conflict):
    """Nobody judges about themselves."""

    code = "cases.finding_own"
    zh = "不能对自己认定推诿，也不能撤销对自己的认定"
    en = "Nobody finds buck-passing against themselves, or takes back what was found against them"


class FindingWithdrawn(Conflict):
    """What was found is taken back once."""

    code = "cases.finding_withdrawn"
    zh = "没有这项认定，或已撤销"
    en = "There is no such finding, or it was taken back already"


class RingsMisplaced(Malformed):
    """A telephone rings, and nothing else does."""

    code = "cases.rings_misplaced"
    zh = "只有电话和热线来电才有铃声次数"
    en = "Only a telephone call has rings"


class PartiesMisplaced(Malformed):
    """Where it was nobody's, nobody shares it."""

    code = "cases.parties_misplaced"
    zh = "无责任方时不能填写共同责任单位"
    en = "Where it was nobody's responsibility, nobody shares it"

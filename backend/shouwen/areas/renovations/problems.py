"""Why the house says no to something about a renovation."""

from shouwen.kit.problem import Conflict, Forbidden, Malformed


class NotNow(Conflict):
    """The word does not fit the state the renovation is in."""

    code = "renovations.not_now"
    zh = "装修当前的状态不允许此操作"
    en = "The renovation is not in a state for this"


class Incomplete(Conflict):
    """A gate is shut: `errors` says by what."""

    code = "renovations.incomplete"
    zh = "条件尚未齐备，请先补齐所列各项"
    en = "Something is still missing; see the list"


class SystemOnly(Forbidden):
    """What the clock does, nobody does by hand."""

    code = "renovations.system_only"
    zh = "该步骤由系统按期限自动完成"
    en = "This step is taken by the clock"


class OwnApplication(Forbidden):
    """Whoever wrote an application down does not sign in its chain."""

    code = "renovations.own_application"
    zh = "不能审批自己登记的装修申请"
    en = "You may not sign for an application you recorded yourself"


class NotSigner(Forbidden):
    """The step is the signature of somebody else's post."""

    code = "renovations.not_signer"
    zh = "该审批步骤由指定岗位签署"
    en = "This step is signed by the holder of another post"


class ProposalWaits(Conflict):
    """One settlement at a time."""

    code = "renovations.proposal_waits"
    zh = "已有结算方案待审批"
    en = "A settlement waits for approval already"


class NothingProposed(Conflict):
    """Nobody has proposed a settlement."""

    code = "renovations.nothing_proposed"
    zh = "还没有提出结算方案"
    en = "No settlement has been proposed"


class OwnProposal(Forbidden):
    """Whoever proposed a settlement does not decide on it (RN-12)."""

    code = "renovations.own_proposal"
    zh = "不能审批自己提出的结算方案"
    en = "You may not decide on a settlement you proposed"


class NeedsThird(Forbidden):
    """A third person decides on an objection: neither who proposed the deduction nor who objects."""

    code = "renovations.needs_third"
    zh = "异议须由提出扣款以外的第三人裁定"
    en = "An objection is decided by a third person"


class UnitTaken(Conflict):
    """One renovation at a time in a unit."""

    code = "renovations.unit_taken"
    zh = "该单元已有进行中的装修（{number}）"
    en = "This unit has a renovation already ({number})"


class EndBeforeStart(Malformed):
    """It ends on or after the day it begins."""

    code = "renovations.end_before_start"
    zh = "结束日期不能早于开始日期"
    en = "It cannot end before it begins"


class NotLonger(Malformed):
    """An extension ends later than what it extends, and not before today."""

    code = "renovations.not_longer"
    zh = "延期后的结束日期须晚于原结束日期且不早于今天"
    en = "An extension ends later than before, and not in the past"


class NotOwner(Malformed):
    """The applicant is somebody who lives in the unit or owns it (RN-01)."""

    code = "renovations.not_owner"
    zh = "申请人须为该单元现住户的业主或成员；他人代办请登记代理人"
    en = "The applicant belongs to the household of the unit; another applies as its agent"


class AgentLetterExpired(Malformed):
    """A letter of authority that is over authorises nobody (RN-01)."""

    code = "renovations.agent_letter_expired"
    zh = "代理人的授权委托书已过期"
    en = "The agent's letter of authority has expired"


class OutsidePermit(Malformed):
    """A pass is good within the permit (RN-05)."""

    code = "renovations.outside_permit"
    zh = "出入证有效期须在施工许可期内"
    en = "A pass is valid within the time of the permit"


class NoSuchViolation(Malformed):
    """The number names no violation of this renovation."""

    code = "renovations.no_such_violation"
    zh = "没有该编号的违规记录"
    en = "This renovation has no violation of that number"


class ViolationOver(Conflict):
    """It has been put right already, or has its notice."""

    code = "renovations.violation_over"
    zh = "该违规的当前状态不允许此操作"
    en = "The violation is not in a state for this"


class DeadlinePast(Malformed):
    """A rectification is due in time to come."""

    code = "renovations.deadline_past"
    zh = "整改期限须晚于现在"
    en = "The deadline lies in the future"


class NeedsNotice(Conflict):
    """A deduction cites a notice that was served (RN-12)."""

    code = "renovations.needs_notice"
    zh = "扣款须依据已送达的整改通知单"
    en = "A deduction needs a rectification notice that was served"


class NeedsEvidence(Malformed):
    """A deduction cites its evidence (RN-12)."""

    code = "renovations.needs_evidence"
    zh = "请附上证据照片或文件"
    en = "Attach the evidence"


class MoreThanHeld(Conflict):
    """Nothing is kept that is not there."""

    code = "renovations.more_than_held"
    zh = "扣款合计超过所交押金"
    en = "This is more than the deposit that is held"


class NothingHeld(Conflict):
    """No deposit is there to be settled."""

    code = "renovations.nothing_held"
    zh = "没有需要结算的押金"
    en = "There is no deposit to be settled"


class NoSuchDeduction(Malformed):
    """The number names no deduction of this renovation."""

    code = "renovations.no_such_deduction"
    zh = "没有该编号的扣款"
    en = "This renovation has no deduction of that number"


class DeductionOver(Conflict):
    """The deduction has been decided on, or nobody objected."""

    code = "renovations.deduction_over"
    zh = "该扣款的当前状态不允许此操作"
    en = "The deduction is not in a state for this"


class WrongDeposit(Malformed):
    """The deposit is paid whole, as the agreement says."""

    code = "renovations.wrong_deposit"
    zh = "押金金额须与协议一致"
    en = "The deposit is paid as the agreement says, no more and no less"


class RefundUnderWay(Conflict):
    """The money is on its way already."""

    code = "renovations.refund_under_way"
    zh = "退款已在途，不能重复退款"
    en = "The refund is under way already"


class NoRefundUnderWay(Conflict):
    """No refund is on its way."""

    code = "renovations.no_refund_under_way"
    zh = "没有在途的退款"
    en = "No refund is under way"


class PassOver(Conflict):
    """The pass has been returned or revoked."""

    code = "renovations.pass_over"
    zh = "该出入证已收回或作废"
    en = "The pass has been returned or revoked"


class CaseLinked(Conflict):
    """The complaint stands in the file already."""

    code = "renovations.case_linked"
    zh = "该事项已关联到此装修"
    en = "This matter is linked to the renovation already"


class NotTheirs(Forbidden):
    """A household hands in its own papers, and no others."""

    code = "renovations.not_theirs"
    zh = "该类材料由物业办理"
    en = "Papers of this kind are the house's own"


class ChainOutOfOrder(Malformed):
    """The first check comes before the approval, each has a step, and no step comes twice (RN-16)."""

    code = "renovations.chain_out_of_order"
    zh = "审批链须先初审后审批，两段都不能空缺，步骤不能重复"
    en = "The first check comes before the approval, both have a step, and no step comes twice"


class ChecksMissing(Malformed):
    """Every item of the check-list is looked at, once (RN-17)."""

    code = "renovations.checks_missing"
    zh = "巡查表的每一项都须填写且只填一次"
    en = "Every item of the check-list is filled in, once"


class NoViolationWaits(Conflict):
    """There is no violation of which this could be said."""

    code = "renovations.no_violation_waits"
    zh = "没有等待此步骤的违规记录"
    en = "No violation waits for this step"


class NoDeductionWaits(Conflict):
    """There is no deduction of which this could be said."""

    code = "renovations.no_deduction_waits"
    zh = "没有等待此步骤的扣款"
    en = "No deduction waits for this step"


class PaymentWaits(Conflict):
    """The deposit was ordered at WeChat Pay: paid another way as well, it would be paid twice."""

    code = "renovations.payment_waits"
    zh = "已有微信支付订单等待付款，请先付款或等订单过期"
    en = "An order at WeChat Pay waits to be paid; pay it, or wait until it is over"


class NotPaidByWechat(Malformed):
    """WeChat Pay gives back what was paid by WeChat Pay, once and no more than that."""

    code = "renovations.not_paid_by_wechat"
    zh = "该押金不是微信支付的，或超过微信支付的金额，不能原路退回"
    en = "WeChat Pay gives back only what was paid by it"


class NoSuchPaper(Conflict):
    """The file has not come as far as this paper."""

    code = "renovations.no_such_paper"
    zh = "该单据尚未产生"
    en = "There is nothing to put on this paper yet"

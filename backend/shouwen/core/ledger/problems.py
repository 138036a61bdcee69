"""What the ledger says no with. Nothing has moved when one of these is raised."""

from shouwen.kit.problem import BadRequest, Conflict, Forbidden, Malformed


class NotEnough(Conflict):
    """An account never goes below its floor."""

    code = "ledger.not_enough"
    zh = "账户余额不足，没有发生任何转账"
    en = "There is not that much on the account; nothing was moved"


class BadAmount(Malformed):
    """Money is a whole number of fen, more than none."""

    code = "ledger.amount"
    zh = "金额须为大于零的整数（分），且不超过上限"
    en = "The amount is a whole number of fen, above zero and below the limit"


class OtherCurrency(Malformed):
    """Accounts are kept in yuan."""

    code = "ledger.currency"
    zh = "只能以人民币（CNY）记账"
    en = "Accounts are kept in CNY only"


class CauseTaken(Conflict):
    """The same cause was posted already, as something else."""

    code = "ledger.cause_taken"
    zh = "该事由已入账，不能再次入账"
    en = "This has been posted already and is not posted again"


class SamePerson(Conflict):
    """Whoever proposed it does not approve it (RN-12)."""

    code = "ledger.same_person"
    zh = "提出人不能审批自己提出的款项"
    en = "Whoever proposed it cannot approve it"


class PeriodClosed(Conflict):
    """A closed month takes nothing more."""

    code = "ledger.period_closed"
    zh = "{period}已结账，不能记入该期间"
    en = "{period} is closed and takes no more postings"


class ReversedAlready(Conflict):
    """A mistake is reversed once."""

    code = "ledger.reversed_already"
    zh = "该单据已冲销过"
    en = "This has been reversed already"


class NotReversible(Conflict):
    """Reversals, refunds and counts are not reversed this way."""

    code = "ledger.not_reversible"
    zh = "该单据不能冲销"
    en = "This cannot be reversed"


class RefundSettled(Conflict):
    """A refund is paid out or returned, once."""

    code = "ledger.refund_settled"
    zh = "该退款已有结果"
    en = "This refund has been settled already"


class OutcomeByService(Conflict):
    """How a refund through WeChat Pay ended is said by WeChat Pay: said by hand, money could be given back twice."""

    code = "ledger.outcome_by_service"
    zh = "该退款由微信支付原路退回，结果以微信支付为准"
    en = "WeChat Pay gives this back and says itself how it ended"


class PaymentMissing(Malformed):
    """Money goes back through WeChat Pay against the payment it came by."""

    code = "ledger.payment_missing"
    zh = "原路退回须选择原微信付款"
    en = "What goes back through WeChat Pay names the payment it came by"


class WrongAccount(Conflict):
    """The account is not of a kind that this can be done to."""

    code = "ledger.wrong_account"
    zh = "该账户不能进行此项操作"
    en = "This cannot be done to an account of that kind"


class NotStaff(Forbidden):
    """Only people who work here sign papers of the ledger."""

    code = "ledger.not_staff"
    zh = "只有在职员工可以办理"
    en = "Only staff may do this"


class NoShift(Conflict):
    """Cash goes in and out while somebody answers for the box, and through their hands."""

    code = "ledger.no_shift"
    zh = "请先由您本人开班，再收付现金"
    en = "Cash is taken and paid by whoever has opened the cash desk"


class ShiftOpen(Conflict):
    """One person at a time answers for the cash box."""

    code = "ledger.shift_open"
    zh = "已有人开班，请先交班结算"
    en = "The cash desk is open already; that shift is closed first"


class ShiftClosed(Conflict):
    """A shift is closed once."""

    code = "ledger.shift_closed"
    zh = "该班次已结算"
    en = "This shift has been closed already"


class DifferenceUnnamed(Malformed):
    """What is missing or too much has a reason."""

    code = "ledger.difference_unnamed"
    zh = "清点金额与账面（{expected}元）不符，须选择差异原因"
    en = "The count differs from the books ({expected} yuan): say why"


class NotProposed(Conflict):
    """A proposal is decided once."""

    code = "ledger.not_proposed"
    zh = "该申请已处理"
    en = "This proposal has been decided already"


class NotYours(Conflict):
    """Whoever proposed it takes it back."""

    code = "ledger.not_yours"
    zh = "只有提出人可以撤回"
    en = "Only whoever proposed it can withdraw it"


class ReferenceMissing(Malformed):
    """A transfer is known by the bank's own number."""

    code = "ledger.reference_missing"
    zh = "银行转账须填写银行流水号"
    en = "A bank transfer needs the bank's own reference"


class DaysBackwards(Malformed):
    """A statement runs from a day to a later one."""

    code = "ledger.days_backwards"
    zh = "结束日期不能早于开始日期"
    en = "The last day cannot come before the first"


class NotOver(Conflict):
    """A month is closed when it is over."""

    code = "ledger.not_over"
    zh = "该月尚未结束，不能结账"
    en = "That month is not over yet"


class ClosedAlready(Conflict):
    """A month is closed once."""

    code = "ledger.closed_already"
    zh = "该月已结账"
    en = "That month is closed already"


class BadStatement(Malformed):
    """The bank's statement cannot be read; nothing of it was taken in."""

    code = "ledger.bad_statement"
    zh = "对账单第{line}行无法识别，未导入任何内容"
    en = "Line {line} of the statement cannot be read; nothing was taken in"


class LineMatched(Conflict):
    """A line is explained once."""

    code = "ledger.line_matched"
    zh = "该流水已匹配"
    en = "This line has been matched already"


class NoMatch(Conflict):
    """The papers do not come to what the bank shows."""

    code = "ledger.no_match"
    zh = "所选单据与该流水金额不符，或已到账"
    en = "These papers do not come to that line, or have arrived already"


class ServiceMissing(Conflict):
    """The payment service is not set up."""

    code = "ledger.service_missing"
    zh = "尚未配置微信支付"
    en = "WeChat Pay is not set up here"


class BadNotice(BadRequest):
    """A notice that the payment service did not sign."""

    code = "ledger.bad_notice"
    zh = "通知签名无效"
    en = "The signature of this notice is not valid"

"""What long work says no to."""

from shouwen.kit.problem import Conflict


class OperationEnded(Conflict):
    """What has ended is not cancelled."""

    code = "operations.ended"
    zh = "该任务已结束，不能取消"
    en = "This has ended already; it cannot be cancelled"

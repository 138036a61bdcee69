"""Why the house says no to a draft."""

from shouwen.kit.problem import Conflict


class TooManyDrafts(Conflict):
    """Drafts are for what is being written, not for keeping."""

    code = "drafts.too_many"
    zh = "草稿太多，请先提交或清除一些"
    en = "There are too many drafts; send or discard some first"

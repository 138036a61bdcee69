"""What the rows of the catalogue may say."""

from enum import StrEnum


class KeptAs(StrEnum):
    """What stands for a form here: a paper the house prints, a screen that holds its rows, or nothing yet."""

    PAPER = "paper"
    SCREEN = "screen"
    NOTHING = "nothing"


class Approver(StrEnum):
    """Whose signature something needs."""

    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    SUPERIOR = "superior"
    BUSINESS_MANAGER = "business_manager"
    DEPUTY_GENERAL_MANAGER = "deputy_general_manager"
    GENERAL_MANAGER = "general_manager"
    COMPANY_LEADER = "company_leader"

"""What stands on paper, and which account grows on which side."""

import pytest

from shouwen.core.ledger.rules import AccountKind, capitals, effect


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (1, "人民币壹分"),
        (10, "人民币壹角整"),
        (100, "人民币壹元整"),
        (105, "人民币壹元零伍分"),
        (8_000, "人民币捌拾元整"),
        (10_050, "人民币壹佰元伍角整"),
        (200_000, "人民币贰仟元整"),
        (100_100, "人民币壹仟零壹元整"),
        (101_000, "人民币壹仟零壹拾元整"),
        (1_000_000, "人民币壹万元整"),
        (1_000_100, "人民币壹万零壹元整"),
        (1_234_567, "人民币壹万贰仟叁佰肆拾伍元陆角柒分"),
        (10_000_000_000, "人民币壹亿元整"),
        (10_000_000_100, "人民币壹亿零壹元整"),
        (10_010_000_000, "人民币壹亿零壹拾万元整"),
        (1_000_000_000_000, "人民币壹佰亿元整"),
    ],
)
def test_sums_in_capitals(fen: int, said: str) -> None:
    assert capitals(fen) == said


@pytest.mark.parametrize(
    ("kind", "debited", "grows"),
    [
        (AccountKind.CASH, True, True),
        (AccountKind.CASH, False, False),
        (AccountKind.HELD, False, True),
        (AccountKind.HELD, True, False),
    ],
)
def test_the_side_on_which_an_account_grows(kind: AccountKind, debited: bool, grows: bool) -> None:
    assert effect(kind, debited=debited, amount_fen=5) == (5 if grows else -5)

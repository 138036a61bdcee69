"""What makes a password, and what makes the file of roles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shouwen.core.access.actor import Reach
from shouwen.core.access.roles import PERMISSIONS, ROLES, RolesInvalidError, permissions_of, read_roles
from shouwen.core.access.rules import LONGEST_PASSWORD, is_replay, password_faults


@pytest.mark.parametrize(
    ("password", "faults"),
    [
        ("four quiet words here", []),
        ("安静的四个词在这里呢好吧", []),
        ("a" * 11 + "bcdef", []),
        ("short words", ["too_short"]),
        ("x1y2z3w4" * 16 + "!", ["too_long"]),
        ("liqiang-liqiang", ["same_as_username"]),
        ("LiQiang-LiQiang", ["same_as_username"]),
        ("Password1234", ["too_common"]),
        ("ababababababab", ["too_common"]),
        ("111", ["too_short", "too_common"]),
    ],
)
def test_passwords(password: str, faults: list[str]) -> None:
    found = list(password_faults(password, "liqiang-liqiang"))
    assert [fault.code for fault in found] == faults
    assert {fault.pointer for fault in found} <= {"/password"}


def test_the_longest_password_is_still_one() -> None:
    longest = ("abcdefgh" * LONGEST_PASSWORD)[:LONGEST_PASSWORD]
    assert not list(password_faults(longest, "liqiang"))


def test_a_refresh_may_be_repeated_for_a_minute() -> None:
    used = datetime(2026, 11, 22, tzinfo=UTC)
    assert is_replay(used, used)
    assert is_replay(used, used + timedelta(seconds=60))
    assert not is_replay(used, used + timedelta(seconds=60, microseconds=1))


def test_roles_are_the_ten_of_the_house() -> None:
    assert set(ROLES) == {
        "system_admin",
        "manager",
        "supervisor",
        "duty_butler",
        "zone_butler",
        "engineer",
        "cashier",
        "guard",
        "integrator",
        "resident",
    }


def test_reach_follows_the_work() -> None:
    reach = {role: ROLES[role].get("cases.read") for role in ROLES}
    assert reach["engineer"] is reach["cashier"] is reach["guard"] is reach["resident"] is Reach.OWN
    assert reach["zone_butler"] is Reach.ZONE
    assert reach["manager"] is reach["duty_butler"] is reach["integrator"] is Reach.COMMUNITY
    hears = {role for role in ROLES if "cases.hear" in ROLES[role]}
    assert hears == ROLES.keys()  # whoever is spoken to takes the request (FR-07)


def test_what_only_few_may() -> None:
    def holders(permission: str) -> set[str]:
        return {role for role, carried in ROLES.items() if permission in carried}

    assert holders("access.manage") == {"system_admin"}
    assert holders("cases.confidential") == {"system_admin", "manager"}
    assert holders("cases.close_for_others") == {"system_admin", "manager", "supervisor"}
    assert holders("people.reveal").isdisjoint({"engineer", "cashier", "guard", "resident", "integrator"})
    everybody_s = {"answers.read", "cases.read_published"}  # what anybody who lives here may be told
    assert {ROLES["resident"][name] for name in ROLES["resident"].keys() - everybody_s} == {Reach.OWN}
    theirs = {"cases.confirm", "renovations.object"}  # the resident's own word, never said in their stead
    assert all(holders(permission) == {"resident"} for permission in theirs)
    # Money is for those who answer for it (CP-12, RN-12).
    money = {"cases.approve_amount", "cases.approve_amount_above", "ledger.approve"} | {
        f"renovations.{verb}"
        for verb in ("pay", "cash", "deduct", "decide", "propose_settlement", "approve_settlement")
    }
    assert ROLES["system_admin"].keys() == PERMISSIONS - theirs - money


def test_a_role_no_longer_in_the_data_carries_nothing() -> None:
    assert permissions_of("astronaut") == {}


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        ("{desk: {cases.read: everywhere, cases.hear: own}}", "reaches 'everywhere'"),
        ("{desk: {cases.read: own, cases.hear: own, cases.reed: own}}", "cases.reed, which is not declared"),
        ("{desk: {cases.read: own}}", "no role carries cases.hear"),
        ("{desk: {cases.read: own, cases.hear: own, cases.read: zone}}", "given twice: cases.read"),
        ("{desk: {cases.read: own, cases.hear: own}, desk: {}}", "given twice: desk"),
        ("{Desk: {cases.read: own, cases.hear: own}}", "'Desk' is no name"),
    ],
)
def test_a_misspelt_role_stops_the_house(roles: str, message: str) -> None:
    with pytest.raises(RolesInvalidError, match=message):
        read_roles(f"permissions: [cases.read, cases.hear]\nroles: {roles}\n")


def test_a_permission_is_an_area_and_a_verb() -> None:
    with pytest.raises(RolesInvalidError, match="not like area"):
        read_roles("permissions: [cases]\nroles: {desk: {cases: own}}\n")

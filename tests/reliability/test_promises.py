"""Every promise of `make proof` in a few seconds: the same checks, fewer of everything."""

from __future__ import annotations

import pytest

from tests.proof.__main__ import SEED
from tests.proof.finding import Check, Scale, Task
from tests.proof.registry import all_checks
from tests.reliability.conftest import SharedGround

# Hundreds of requests even at their least, or minutes of waiting: `make proof` alone.
TOO_LONG_HERE = {"contract", "hostile", "clock", "restarted"}
# Their ground is nobody else's: a cluster to be stopped, a proxy in between.
SHORT = [check for check in all_checks() if check.name not in TOO_LONG_HERE]


@pytest.mark.parametrize("check", SHORT, ids=lambda check: check.name.replace(" ", "-"))
def test_a_promise_is_kept(check: Check, shared_ground: SharedGround) -> None:
    if shared_ground.kind not in check.databases:
        assert check.databases == ("postgresql",), "a check for no database at all"
        return
    finding = check.run(Task(shared_ground, Scale.TINY, SEED))
    assert finding.tried > 0
    assert not finding.misses

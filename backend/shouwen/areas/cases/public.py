"""What cases tell outside, and what other rooms may ask them.

The facts are those that `GET /cases/{id}` shows to every reader of the case; a resident hears what changes on their own
screen. What was said stays inside, and so does who holds the case between two owners.
"""

from functools import partial

from shouwen.areas.cases.finished import (
    CaseName,
    FinishedCase,
    NoCall,
    RaisedAgain,
    complain_anew,
    finished_case,
    handlers_of,
    names_of_cases,
    phone_of_caller,
    raised_again,
    result_of,
    suggest_anew,
)
from shouwen.areas.cases.rules import Kind
from shouwen.core.announcements import ALWAYS, announce

__all__ = [
    "CaseName",
    "FinishedCase",
    "Kind",
    "NoCall",
    "RaisedAgain",
    "complain_anew",
    "finished_case",
    "handlers_of",
    "names_of_cases",
    "phone_of_caller",
    "raised_again",
    "result_of",
    "suggest_anew",
]

_tell = partial(announce, needs="cases.read", seen_with="cases.read")
_tell_residents_too = partial(_tell, residents=ALWAYS)

_tell_residents_too("cases.heard", "kind", "severity", "channel")
_tell_residents_too("cases.kept")
_tell_residents_too("cases.offer_accepted", "owner_id")
_tell_residents_too("cases.passed_on")
_tell_residents_too("cases.arrived")
_tell_residents_too("cases.responded")
_tell_residents_too("cases.explained", "new_due_at")
_tell_residents_too("cases.reclassified", "kind", "severity", "fields")
_tell_residents_too("cases.finished", "round")
_tell_residents_too("cases.confirmed", "rating")
_tell_residents_too("cases.closed")
_tell_residents_too("cases.reopened", "round")
_tell_residents_too("cases.voided")
_tell("cases.noted", "note_id", "audience", residents={"audience": "resident"})

_tell("cases.imported", "state", "severity")
_tell("cases.contact_added", "contact_id", "part", "channel")
_tell("cases.contact_registered", "channel", "reason")
_tell("cases.contact_answered", "contact_id")
_tell("cases.contact_became_case")
_tell("cases.incident_described")
_tell("cases.made_major", "households")
_tell("cases.offered", "to_staff_id", "to_post_id")
_tell("cases.offer_withdrawn")
_tell("cases.offer_refused")
_tell("cases.held", "reason", "until")
_tell("cases.resumed")
_tell("cases.urged", "owner_id")
_tell("cases.escalated")
_tell("cases.reported")
_tell("cases.verified", "valid")
_tell("cases.linked", "relation")
_tell("cases.duplicate_merged")
_tell("cases.split")
_tell("cases.part_begun")
_tell("cases.disputed")
_tell("cases.arbitrated", "owner_id", "accountable_id")
_tell("cases.succeeded", "accountable_id")

# The slip is among ourselves (CP-17): no resident hears of it, and nothing of what was written leaves.
_tell_slip = partial(announce, needs="cases.read_slip", seen_with="cases.read")
for _done in ("opened", "reported", "negotiated", "advised", "countersigned", "decided", "ended", "closed", "read"):
    _tell_slip(f"cases.slip_{_done}", "slip_id")
for _done in ("amount_proposed", "amount_approved", "amount_refused", "vouched", "objected", "objection_answered"):
    _tell_slip(f"cases.slip_{_done}", "slip_id", "no")
announce("cases.slips_addressed", needs="cases.manage_slips")
for _done in ("added", "changed", "retired"):
    announce(f"cases.macro_{_done}", "macro_id", needs="cases.use_macros")

_tell_order = partial(announce, needs="cases.trace", seen_with="cases.read")
_tell_order("cases.material_used", "no")
_tell_order("cases.fee_said", "no", "collected_fen")
_tell_order("cases.fee_handed_in", "no")
_tell_order("cases.visit_ticked")
_tell_order("cases.warranty_judged", "valid", "size")

# What is done about a call for help is among ourselves as well; whom it was done for hears what the case itself tells.
_tell_order("cases.help_stamped", "step", "done_by_id")
_tell_order("cases.family_called", "no", "outcome")
_tell_order("cases.emergency_phone_revealed")
_tell_order("cases.cordon_opened", "cordon_id")
_tell_order("cases.cordon_closed", "cordon_id")
_tell_order("cases.plan_run", "plan", "version")
_tell_order("cases.plan_ticked", "plan", "no")
_tell_order("cases.ladder_climbed", "rung", "solved")
_tell_order("cases.stage_begun", "stage", "no", "round")
_tell_order("cases.stage_ticked", "item", "no")
_tell_order("cases.stage_ended", "stage", "no")
_tell_order("cases.suggestion_decided", "adopted")
_tell_order("cases.suggestion_thanked")
_tell_order("cases.suggestion_published")
_tell_order("cases.suggestion_withdrawn")
announce("cases.plan_edited", "plan", "version", needs="cases.read_plans")
announce("cases.drilled", "drill_id", "plan", needs="cases.read_plans")
announce("cases.types_adopted", "pack", needs="cases.read_types")
announce("cases.type_added", "type_id", "kind", needs="cases.read_types")
announce("cases.type_changed", "type_id", "version", needs="cases.read_types")
announce("cases.type_retired", "type_id", needs="cases.read_types")
_tell_defect = partial(announce, needs="cases.read_defects", seen_with="cases.read")
for _done in ("dispatched", "tracked", "accepted", "sent_back"):
    _tell_defect(f"cases.defect_{_done}", "stage")
_tell_order("cases.rework_found", "of_id", "found_by")
_tell_order("cases.rework_contradicted", "of_id")
_tell_rulers = partial(announce, needs="cases.arbitrate", seen_with="cases.read")
_tell_rulers("cases.passing_found", "no", "level")
_tell_rulers("cases.passing_withdrawn", "no")
announce("cases.sorting_written", needs="cases.manage_sorting")
announce("cases.party_added", "party_id", needs="cases.read_defects")
announce("cases.party_changed", "party_id", needs="cases.read_defects")

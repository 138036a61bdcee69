"""Two communities side by side: somebody in every role of the one, and a thing of every kind near and far."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from urllib.parse import quote
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.answers.models import StoredAnswer
from shouwen.areas.callbacks.corrective_rules import CorrectiveState
from shouwen.areas.callbacks.draw import commitment
from shouwen.areas.callbacks.models import Callback, CorrectiveAction, CorrectiveCase, Draw, DrawRow, Quarter
from shouwen.areas.callbacks.rules import CallbackKind, CallbackState, Method, Outcome, Programme
from shouwen.areas.cases.macro_models import Macro
from shouwen.areas.cases.rules import Kind
from shouwen.areas.cases.type_models import CaseType, CaseTypeVersion
from shouwen.areas.cases.warranty_models import OutsideParty
from shouwen.areas.cases.warranty_rules import PartyKind
from shouwen.core.access.models import AccessGrant, ApiClient
from shouwen.core.delivery.models import Message
from shouwen.core.duties.models import Duty
from shouwen.core.duties.service import plan
from shouwen.core.operations.models import Operation
from shouwen.core.operations.rules import OperationKind, SheetType
from shouwen.core.people.models import Absence, Post, PostHolder, Route, Staff
from shouwen.core.people.phones import further_phone
from shouwen.core.people.rules import AbsenceReason
from shouwen.core.places.models import Building, Unit
from shouwen.core.subjects.models import Subject, SubjectType
from shouwen.house import open_house
from shouwen.kit.clock import SystemClock
from shouwen.kit.ids import new_id
from shouwen.settings import load_settings
from tests.proof.caller import Answer, Caller, PatientCaller, dumps
from tests.proof.ground import Plot
from tests.proof.people import API, Said, expect
from tests.proof.reach import ROLES, Identity, Place, Relation
from tests.proof.shapes import JSON
from tests.proof.stage import BOUNDARY, form
from tests.support.api import keys_kept, unhurried
from tests.support.money import money_in
from tests.support.renovating import renovation_in
from tests.support.settling import Caller as SignedIn
from tests.support.settling import Settling, StandingClock, Town

RESIDENT, PROGRAM, IN_ZONE, ADMINISTRATOR = "resident", "integrator", "zone_butler", "system_admin"
MARK = "邻里"  # begins every title, so that a search finds them all


@dataclass(frozen=True, eq=False)
class Somebody:
    """An identity with its way in. `staff_id` is empty for residents, programs and strangers."""

    identity: Identity
    headers: Mapping[str, str]
    staff_id: str = ""


class Neighbours:
    """Things are made by `things`: the same ones each time, or fresh ones for what changes or ends them."""

    def __init__(self, settling: Settling, port: int) -> None:
        self._settling = settling
        self._port = port
        self._keys = itertools.count()
        self.here, self.there = settling.town("此地花园"), settling.town("彼地花园")
        self._desks = {town.id: settling.staff("duty_butler", town) for town in (self.here, self.there)}
        self._bystanders = {town.id: settling.staff("engineer", town) for town in (self.here, self.there)}
        for town in (self.here, self.there):
            settling.put_on_post(self._desks[town.id], town, town.reception)
        self.everybody = list(self._everybody())
        self._duties = {town.id: self._plan_duties(town) for town in (self.here, self.there)}
        self._draws = {town.id: self._open_draw(town) for town in (self.here, self.there)}

    def town(self, relation: Relation) -> Town:
        return self.there if relation is Relation.OTHER_COMMUNITY else self.here

    def _everybody(self) -> Iterator[Somebody]:
        settling, here = self._settling, self.here
        for role in ROLES.keys() - {RESIDENT, PROGRAM}:
            place = Place.ZONE if role == IN_ZONE else Place.COMMUNITY
            zone = here.east if place is Place.ZONE else None
            yield _staff(Identity(role, role, place), settling.staff(role, here, zone=zone))
        yield _staff(Identity("whole company", ADMINISTRATOR, Place.COMPANY), settling.staff(ADMINISTRATOR, None))
        yield Somebody(Identity("resident", RESIDENT), settling.resident(here).headers)
        yield Somebody(Identity("API key", PROGRAM), settling.key(PROGRAM, here).headers)
        yield Somebody(Identity("anonymous", is_known=False), {})
        yield from self._gone()

    def _gone(self) -> Iterator[Somebody]:
        """Those who once were let in."""
        settling, here = self._settling, self.here
        former, relieved, expired = (
            settling.staff("manager", here),
            settling.staff("manager", here),
            settling.key(PROGRAM, here),
        )
        settling.revoke(relieved)
        with settling.work() as work:
            work.session.execute(sa.update(Staff).where(Staff.id == former.id).values(active=False))
            over = sa.update(ApiClient).where(ApiClient.id == expired.id)
            work.session.execute(over.values(expires_at=work.now - timedelta(seconds=1)))
        yield replace(_staff(Identity("former staff", is_known=False), former), staff_id="")
        yield _staff(Identity("without a role any more"), relieved)
        yield Somebody(Identity("expired key", is_known=False), expired.headers)

    def _plan_duties(self, town: Town) -> tuple[str, str]:
        """A duty of everybody here who works, by a post that all of them hold, and one of the desk."""
        ours, at = new_id(), self._settling.clock.now()
        workers = [who for who in self.everybody if who.staff_id and who.identity.role and town is self.here]
        self._settling.add(
            Post(community_id=town.id, id=ours, name="大家"),
            *(PostHolder(community_id=town.id, post_id=ours, staff_id=UUID(who.staff_id), since=at) for who in workers),
        )
        with self._settling.work() as work:
            plan(work)
            duties = sa.select(Duty.id).where(Duty.community_id == town.id).order_by(Duty.key)
            first, second, *_ = [str(id_) for id_ in work.session.scalars(duties)]
        office = next(who for who in self.everybody if who.identity.place is Place.COMPANY)
        target, body = f"{API}/duties/{first}", dumps({"post_id": str(ours)})
        with PatientCaller(self._port, office.headers) as caller:
            version = expect(caller.get(target), 200).headers["etag"]
            expect(caller.ask("PATCH", target, body, {"If-Match": version, "Content-Type": JSON}), 200)
        return first, second

    def _open_draw(self, town: Town) -> UUID:
        draw, now = new_id(), self._settling.clock.now()
        commit = commitment(draw, bytes(32)).hex()
        at = {"period": f"{now:%Y-%m}", "opened_at": now, "ends_at": now, "settled_at": now}  # no hour cuts it again
        hashes = {"commit": commit, "last_hash": commit, "seed": bytes(32).hex()}
        kind = {"programme": Programme.VERIFY, "kind": CallbackKind.REPAIR}
        self._settling.add(Draw(community_id=town.id, id=draw, last_seq=0, last_cut=0, **kind, **at, **hashes))
        return draw

    def _corrective(self, town: Town, case_id: str) -> str:
        """What is to be done about the case, as if it had come up again."""
        quarter, corrective, now, no = new_id(), new_id(), self._settling.clock.now(), next(self._keys)
        over = {"quarter": f"{2000 + no}-Q1", "begins_at": now, "ends_at": now, "analysed_at": now}
        matter = {"kind": "complaint", "category": "noise", "unit_id": town.east_unit, "times": 2, "opened_at": now}
        action = {"number": f"JZ{no}", "state": CorrectiveState.OPENED, "quarter_id": quarter, "version": 1}
        self._settling.add(
            Subject(community_id=town.id, id=quarter, type=SubjectType.CALLBACK_QUARTER, confidential=False),
            Quarter(community_id=town.id, id=quarter, **over),
        )
        self._settling.add(
            CorrectiveAction(community_id=town.id, id=corrective, **action, **matter),
            CorrectiveCase(community_id=town.id, corrective_id=corrective, case_id=UUID(case_id)),
        )
        return str(corrective)

    def _callback(self, town: Town, case_id: str) -> str:
        """One of the case, to be made now."""
        callback, now, seq = new_id(), self._settling.clock.now(), next(self._keys)
        until = now + timedelta(days=3)
        row = {"community_id": town.id, "draw_id": self._draws[town.id], "seq": seq, "subject_id": UUID(case_id)}
        row |= {"programme": Programme.VERIFY, "round": 1, "callable_from": now}
        self._settling.add(
            DrawRow(
                **row, rate_bp=3000, base_at=now, enrolled_at=now, callable_until=until, cut=1, outcome=Outcome.LOT
            ),
            Callback(
                **row,
                id=callback,
                version=1,
                number=f"HF202611-{seq:05d}",
                state=CallbackState.ASSIGNED,
                kind=CallbackKind.REPAIR,
                method=Method.PHONE,
                caller_id=self._bystanders[town.id].id,
                due_at=until,
                drawn_at=now,
            ),
        )
        return str(callback)

    # ------------------------------------------------------------ things

    def things(self, who: Somebody, relation: Relation, *, fresh: bool = False) -> Said:
        """The ids of one thing of each kind that lies there, by the names that paths and bodies give them."""
        lying = self._lying(relation) if fresh else self._lasting(relation)
        ours, theirs = self._duties[self.town(relation).id]
        told = {
            "message_id": self._message(who, relation),
            "operation_id": self._operation(who, relation),
            "duty_id": ours if relation is Relation.OWN else theirs,
            "draw_id": str(self._draws[self.town(relation).id]),
        }
        return {**self._around(relation), **lying, **told, **self._matter(who, relation, fresh=fresh)}

    @cache  # noqa: B019 - neighbours live as long as their check
    def _lasting(self, relation: Relation) -> Said:
        return self._lying(relation)

    def _around(self, relation: Relation) -> Said:
        """What every body may need to name: places, and somebody to whom things may be given."""
        town = self.town(relation)
        bystander = str(self._bystanders[town.id].id)
        people = (
            "to_staff_id",
            "owner_id",
            "led_by_id",
            "accountable_id",
            "heard_by_id",
            "caller_id",
            "companion_id",
            "responsible_id",
        )
        posts = ("to_post_id", "superior_post_id", "deputy_post_id")
        return {
            "community_id": str(town.id),
            "building_id": str(town.east_building),
            "department_id": str(town.engineering),
            **dict.fromkeys(people, bystander),
            **dict.fromkeys(posts, str(town.reception)),
            "channel": "sms",
            "key": "complaint.finish.general",
            "pack": "bt",
            "plan": "fire",
            "year": "2027",
            "quarter": "2026-Q4",
            "name": "record",
            "no": "1",
            "paper": "application",
            "kind": "repair",
            "type": "residents",
            "q": quote(MARK),
            "words": quote(MARK),
            "phone": "13900001234",
            "from": "2026-11-01",
            "to": "2026-11-30",
            "a": "cs",
            "b": "bt",
        }

    def _lying(self, relation: Relation) -> Said:
        """New rows at that place."""
        settling, town = self._settling, self.town(relation)
        zone = town.west if relation is Relation.OTHER_ZONE else town.east
        staff, number, now = settling.staff("cashier", town), next(self._keys), settling.clock.now()
        unit = self._unit(town, zone, number)
        household = settling.household(town, unit)
        resident = settling.resident(town, household=household)
        twin = settling.resident(town, household=household)
        assert resident.resident_id is not None  # a resident was settled
        phone = further_phone(town.id, resident.resident_id, f"1990001{number:04}")
        phone_id = phone.id
        post, holding, route, absence, grant, answer, type_, party, macro = (new_id() for _ in range(9))
        settling.add(
            phone,
            Post(community_id=town.id, id=post, name=f"岗位{number}"),
            PostHolder(community_id=town.id, id=holding, post_id=post, staff_id=staff.id, since=now),
            Route(community_id=town.id, id=route, kind="repair", category=f"kind_{number}", post_id=post),
            OutsideParty(
                community_id=town.id,
                id=party,
                version=1,
                kind=PartyKind.DEVELOPER,
                company=f"开发公司{number}",
                name="维保负责人",
                phone=f"1390000{number:04}",
            ),
            Macro(
                community_id=town.id,
                id=macro,
                version=1,
                name=f"快{number}",
                steps={"steps": [{"action": "note", "text": "已联系住户"}]},
                made_by_id=staff.id,
                made_at=now,
            ),
            AccessGrant(id=grant, person_id=staff.id, community_id=town.id, role="engineer", since=now),
            StoredAnswer(
                community_id=town.id,
                id=answer,
                question=f"几点开门{number}",
                text="早上八点",
                confidential=False,
                review_on=now.date() + timedelta(days=9),
                made_at=now,
                made_by_id=staff.id,
            ),
            CaseType(community_id=town.id, id=type_, version=1, key=f"t{number}", kind=Kind.REPAIR, current=1),
            Absence(
                id=absence,
                staff_id=staff.id,
                since=now + timedelta(days=9),
                until=now + timedelta(days=10),
                reason_key=AbsenceReason.LEAVE,
                made_by_id=staff.id,
                made_at=now,
            ),
        )
        name = {"zh": "调律", "en": "Tuning"}
        stages: list[Said] = [{"key": "a", "name": name, "within": None, "items": []}]
        settling.add(
            CaseTypeVersion(
                community_id=town.id,
                type_id=type_,
                no=1,
                definition={"name": name, "clause": None, "stages": stages},
                made_by_id=staff.id,
                made_at=now,
            )
        )
        made = {
            "zone_id": zone,
            "unit_id": unit,
            "household_id": household,
            "resident_id": resident.resident_id,
            "into_id": twin.resident_id,
            "phone_id": phone_id,
            "staff_id": staff.id,
            "post_id": post,
            "holding_id": holding,
            "route_id": route,
            "absence_id": absence,
            "grant_id": grant,
            "answer_id": answer,
            **money_in(settling, town, household, by=self._desks[town.id], and_by=staff),
            "type_id": type_,
            "party_id": party,
            "macro_id": macro,
            **renovation_in(settling, town, resident, by=staff),
        }
        lists = {"remove_phone_ids": [str(phone_id)], "document_ids": [str(made["document_id"])]}
        return {name: str(id_) for name, id_ in made.items()} | lists

    @cache  # noqa: B019
    def _message(self, who: Somebody, relation: Relation) -> str:
        """To them, where it is their own and they work here; else to somebody who works there."""
        town, now = self.town(relation), self._settling.clock.now()
        reader = self._bystanders[town.id].id
        if relation is Relation.OWN and who.staff_id:
            reader = UUID(who.staff_id)
        message_id = new_id()
        at = {"made_at": now, "leaves_at": now, "left_at": now}
        self._settling.add(Message(community_id=town.id, id=message_id, staff_id=reader, urgent=False, **at))
        return str(message_id)

    def _operation(self, who: Somebody, relation: Relation) -> str:
        """Asked for by them, where it is their own and they work here; else by somebody who works there."""
        town, id_ = self.town(relation), new_id()
        asked_by = self._bystanders[town.id].id
        if relation is Relation.OWN and who.staff_id:
            asked_by = UUID(who.staff_id)
        self._settling.add(
            Operation(
                community_id=town.id,
                id=id_,
                kind=OperationKind.IMPORT,
                type=SheetType.UNITS,
                entry_id=new_id(),
                made_by_id=asked_by,
                made_at=self._settling.clock.now(),
            )
        )
        return str(id_)

    def _unit(self, town: Town, zone: UUID, number: int) -> UUID:
        """A new flat in that zone."""
        buildings = sa.select(Building.id).where(Building.community_id == town.id, Building.zone_id == zone)
        first = buildings.order_by(Building.id).limit(1)  # others are set up in the course of the check
        building = self._settling.look(lambda session: session.scalars(first).one())
        unit, name = new_id(), f"新{number}"
        self._settling.add(
            Unit(community_id=town.id, id=unit, building_id=building, zone_id=zone, name=name, label=name)
        )
        return unit

    # ------------------------------------------------------------ matters

    def _matter(self, who: Somebody, relation: Relation, *, fresh: bool) -> Said:
        """A case, what was promised about it, and a file on it."""
        if relation is not Relation.OWN:
            return self._heard_by_the_desk(relation)
        return self._own(who) if fresh else self._lasting_own(who)

    @cache  # noqa: B019
    def _lasting_own(self, who: Somebody) -> Said:
        return self._own(who)

    def _own(self, who: Somebody) -> Said:
        """Heard by themselves where they may hear, else by the desk, which names them; nobody else has any."""
        if not who.identity.is_known or not who.identity.role:
            return self._heard_by_the_desk(Relation.SAME_ZONE)
        if who.identity.reach("cases.hear"):
            return self._hear(who.headers, self.here, channel=_CHANNELS.get(who.identity.role, "phone"))
        return self._hear(self._desks[self.here.id].headers, self.here, heard_by_id=who.staff_id)

    @cache  # noqa: B019
    def _heard_by_the_desk(self, relation: Relation) -> Said:
        town = self.town(relation)
        unit = town.west_unit if relation is Relation.OTHER_ZONE else town.east_unit
        return self._hear(self._desks[town.id].headers, town, places=[{"unit_id": str(unit)}])

    def _hear(self, headers: Mapping[str, str], town: Town, channel: str = "phone", **contact: object) -> Said:
        serial = next(self._keys)
        person = {} if channel == "app" else {"person": {"name": "王女士"}}
        body = {
            "community_id": str(town.id),
            "kind": "repair",
            "title": f"{MARK} {serial}",
            "contact": {"channel": channel, "words": "漏水", **person, **contact},
        }
        with PatientCaller(self._port, headers) as caller:
            heard = expect(caller.post(f"{API}/cases", body, Idempotency_Key=f"matter-{serial}"), 201).json()
            case_id = heard["id"]
            # Of a resident it is the call about the case; who may register has one of its own, which no merger moves.
            call = heard["contacts"][0]["id"] if channel == "app" else self._call(caller, body, serial)
        desk = self._desks[town.id]
        with PatientCaller(self._port, desk.headers) as caller:
            told = expect(caller.get(f"{API}/cases/{case_id}"), 200).json()
            file_id = self._file(caller, case_id)
            cordon = expect(
                caller.post(f"{API}/cases/{case_id}/cordons", {"place": "大堂", "sign": "请绕行"}), 201
            ).json()["id"]
        promise = str(told["commitments"][0]["id"])
        return {
            "case_id": case_id,
            "contact_id": str(call),
            "subject_id": case_id,
            "commitment_id": promise,
            "callback_id": self._callback(town, str(case_id)),
            "corrective_id": self._corrective(town, str(case_id)),
            "cordon_id": cordon,
            "file_id": file_id,
            "file_ids": [file_id],
            **dict.fromkeys(_FILES, file_id),
        }

    def _call(self, caller: Caller, case: Said, serial: int) -> str:
        """A call without a case, by the same people about the same place."""
        body = {"community_id": case["community_id"], "reason": "answered", **case["contact"]}
        said = expect(caller.post(f"{API}/contacts", body, Idempotency_Key=f"call-{serial}"), 201)
        return str(said.json()["id"])

    def loose_file(self, who: Somebody) -> Said:
        """A file that lies nowhere yet, for what hands one in: one of a case would be seen in two places then."""
        with PatientCaller(self._port, who.headers) as caller:
            sent = _upload(caller)
        if not sent.ok:
            return {}
        file_id = str(sent.json()["id"])
        return {"file_id": file_id, "file_ids": [file_id], **dict.fromkeys(_FILES, file_id)}

    def _file(self, caller: Caller, case_id: str) -> str:
        """A file of the case that residents may fetch as well."""
        file_id = str(expect(_upload(caller), 201).json()["id"])
        link = {"subject_type": "case", "subject_id": case_id, "audience": "resident"}
        expect(caller.post(f"{API}/files/{file_id}/links", link), 201)
        return file_id


_FILES = ("signature_file_id", "our_signature_id", "their_signature_id", "scan_file_id", "photo_file_id")
_CHANNELS = {RESIDENT: "app", PROGRAM: "api"}


def _upload(caller: Caller) -> Answer:
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    return caller.ask("POST", f"{API}/files", form("说明".encode()), headers)


def _staff(identity: Identity, signed_in: SignedIn) -> Somebody:
    return Somebody(identity, signed_in.headers, str(signed_in.id))


@contextmanager
def neighbours(plot: Plot, port: int) -> Iterator[Neighbours]:
    """On the database of a server that is running. All sign in without a password, which would cost a hash each."""
    with keys_kept():
        house = open_house(load_settings(mode="development", database_url=plot.url, data_dir=plot.folder))
        clock = StandingClock(SystemClock().now())
        house.clock = clock
        house.db = unhurried(house.db)  # it writes beside the server, which has other work as well
        try:
            yield Neighbours(Settling(house, clock), port)
        finally:
            house.db.close()

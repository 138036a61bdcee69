"""The people of the demo who can sign in, and the file that says how."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from shouwen.core.access.actor import Actor, ActorKind, Grant, Residency
from shouwen.core.access.roles import RESIDENT, permissions_of
from shouwen.core.access.service import NewGrant, create_client, create_person_with_login
from shouwen.core.delivery.models import Reach
from shouwen.core.people.models import ResidentLogin
from shouwen.core.work import Work
from shouwen.demo.village import Described, Place, Planter

# No letter or digit that is easily taken for another.
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS: Final = 4
_GROUP: Final = 4


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody who signs in: who they are to the house, and with what they sign in."""

    actor: Actor
    password: str


def new_password() -> str:
    """Four groups of four to read aloud, about 79 bits: `h7kd-2mwp-xq4r-9vbn`."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))


def plant_staff(work: Work, planter: Planter, places: dict[str, Place], described: Described) -> dict[str, Persona]:
    """The personas who work here, each with a role at a place."""
    return {key: _staff(work, planter, places, key, facts) for key, facts in described.items()}


def _staff(work: Work, planter: Planter, places: dict[str, Place], key: str, facts: Described) -> Persona:
    password = new_password()
    grant = _grant(places, facts)
    person = create_person_with_login(
        work,
        name=facts["name"],
        username=key,
        password=password,
        staff_number=planter.staff_number(),
        grants=[grant],
    )
    if "phone" in facts:
        work.session.add(Reach(staff_id=person.id, phone=facts["phone"]))
    held = Grant(grant.role, permissions_of(grant.role), grant.community_id, grant.zone_id)
    return Persona(Actor(ActorKind.STAFF, person.id, person.name, (held,)), password)


def plant_resident(work: Work, planter: Planter, place: Place, key: str, facts: Described) -> Persona:
    """A resident who signs in; their household is there or is planted."""
    password = new_password()
    resident = planter.household(place, facts["unit"], facts["name"])
    person = create_person_with_login(work, name=facts["name"], username=key, password=password)
    work.session.flush()
    resident.person_id = person.id
    work.session.add(ResidentLogin(community_id=place.id, person_id=person.id, resident_id=resident.id))
    work.session.flush()
    return Persona(_resident(person.id, person.name, place.id, resident.id), password)


def _resident(person_id: UUID, name: str, community_id: UUID, resident_id: UUID) -> Actor:
    return Actor(
        ActorKind.RESIDENT,
        person_id,
        name,
        (Grant(RESIDENT, permissions_of(RESIDENT), community_id),),
        (Residency(community_id, resident_id),),
    )


def plant_integrator(work: Work, places: dict[str, Place], facts: Described) -> str:
    """A third party's program; its key, which is stored nowhere."""
    _client, key = create_client(work, facts["name"], [_grant(places, facts)])
    return key


def _grant(places: dict[str, Place], facts: Described) -> NewGrant:
    place = places.get(facts.get("community", ""))
    zone_id = place.zones[facts["zone"]] if place and "zone" in facts else None
    return NewGrant(facts["role"], place.id if place else None, zone_id)


def write_draft(path: Path, personas: dict[str, Persona], api_key: str) -> Path:
    """Writes how everybody signs in beside `path`, readable by its owner alone. Moving it there is the last act."""
    known: dict[str, Any] = {key: {"username": key, "password": persona.password} for key, persona in personas.items()}
    known["integrator"] = {"api_key": api_key}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(known, file, ensure_ascii=False, indent=2)
        file.write("\n")
    return draft

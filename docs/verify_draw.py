"""Recomputes a settled draw from the public API alone: python verify_draw.py ORIGIN TOKEN DRAW_ID (see draws.md)."""

import hashlib
import hmac
import sys
from datetime import datetime
from uuid import UUID

import httpx

FIELDS = ("subject_id", "rate_bp", "enrolled_at", "callable_from", "callable_until", "reason")
when = datetime.fromisoformat


def verify(draw, rows):
    """What is wrong with the draw; an empty list when anybody would have come to the same."""
    seed, hash_, tickets, ways = bytes.fromhex(draw["seed"]), bytes.fromhex(draw["commit"]), {}, {}
    came = [when(row["enrolled_at"]) for row in rows]
    right = {"commit": hash_ == hashlib.sha256(b"shouwen-draw-1" + UUID(draw["id"]).bytes + seed).digest()}
    right["rows"] = [row["seq"] for row in rows] == [*range(1, len(rows) + 1)] and came == sorted(came)
    rows = sorted((r for r in rows if r["subject_id"]), key=lambda r: (r["subject_id"], when(r["enrolled_at"])))
    for no, at in ((cut["no"], cut["at"]) for cut in draw["cuts"]):
        new, gone = ([row for row in rows if row[field] == no] for field in ("cut", "gone_cut"))
        for row in (row for row in new if not row["reason"]):
            tickets[row["seq"]] = hmac.digest(seed, hash_ + UUID(row["subject_id"]).bytes, "sha256").hex()
        known = [row for row in rows if row["cut"] <= no and not row["reason"]]
        stands = {row["seq"] for row in known if not row["gone_cut"] or row["gone_cut"] > no}
        free = [r for r in known if r["seq"] in stands - ways.keys() and when(r["callable_until"]) > when(at)]
        odds = {r["seq"]: (int(tickets[r["seq"]], 16) * 12_500, r["rate_bp"]) for r in free if r["cut"] == no}
        drawn = {s: "lot" for s, (lot, rate) in odds.items() if rate == 10_000 or lot < rate * 2**256}
        missing = -(-sum(row["rate_bp"] for row in known) // 10_000) - len(stands & {*ways, *drawn})
        lost = [r for r in known if r["seq"] in ways.keys() - stands and r["outcome"] not in ("superseded", "voided")]
        owed = len(lost) - list(ways.values()).count("replacement")
        rest = sorted((row for row in free if row["seq"] not in drawn), key=lambda row: tickets[row["seq"]])
        fill = [row["seq"] for row in rest[: max(0, missing)]]
        drawn |= {seq: "replacement" if nth < owed else "floor" for nth, seq in enumerate(fill)}
        lines = [f"cut {no} {at}", *(f"gone {row['subject_id']}" for row in gone)]
        lines += ["enrolled " + " ".join(str(row[field] or "-") for field in FIELDS) for row in new]
        lines += [f"drawn {row['subject_id']} {drawn[row['seq']]}" for row in rows if row["seq"] in drawn]
        lines.append(f"short {max(0, missing - len(rest))}")
        hash_ = hashlib.sha256(hash_ + "".join(f"{line}\n" for line in lines).encode()).digest()
        right[f"cut {no}"] = hash_.hex() == next(cut["hash"] for cut in draw["cuts"] if cut["no"] == no)
        right[f"drawn in {no}"] = drawn.keys() == {row["seq"] for row in rows if row["drawn_cut"] == no}
        ways |= drawn
    right["tickets"] = all(row["ticket"] == tickets.get(row["seq"]) for row in rows)
    return [what for what, holds in right.items() if not holds]


def fetch(origin, token, draw_id):
    address, rows, asked = f"{origin}/api/v1/callback-draws/{draw_id}", [], {}
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}) as client:
        while asked is not None:
            page = client.get(f"{address}/rows", params=asked).raise_for_status().json()
            rows, asked = rows + page["data"], {"cursor": page["next_cursor"]} if page["has_more"] else None
        return client.get(address).raise_for_status().json(), rows


if __name__ == "__main__":
    its_draw, its_rows = fetch(*sys.argv[1:])
    sys.exit("\n".join(verify(its_draw, its_rows)) or 0 if its_draw["seed"] else "not settled yet")

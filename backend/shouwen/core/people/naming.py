"""By what a name is found beyond its beginning: the given name alone, and the initials of its pinyin.

A surname is often read as the word it is not (单 is Shàn, not dān), and whoever types the initials may know either
reading, so every reading of every character counts. What pypinyin does not know of surnames stands in a table here.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Final

from pypinyin import Style, pinyin
from sqlalchemy import delete
from sqlalchemy.orm import Session

from shouwen.core.people.models import Resident, ResidentKey
from shouwen.kit.text import fold

# Readings as a surname, by first letter; the dictionary lists some of them last and some not at all.
_SURNAMES: Final = {
    "单": "s", "曾": "z", "解": "x", "仇": "q", "区": "o", "查": "z", "盖": "g", "朴": "p", "任": "r", "华": "h",
    "乐": "yl", "缪": "m", "冼": "x", "洗": "x", "翟": "z", "折": "s", "种": "c", "秘": "b", "员": "y", "召": "s",
    "覃": "qt", "隗": "kw", "晁": "c", "逄": "p", "繁": "p", "车": "c", "那": "n", "尉": "yw", "万": "wm", "俟": "qs",
    "长": "zc", "澹": "t", "令": "l", "宓": "mf", "郇": "xh", "郗": "xc", "曲": "q", "重": "c", "六": "l", "黑": "h",
    "祭": "z", "纪": "j", "燕": "y", "谌": "cs", "牟": "m", "阚": "k", "戚": "q", "角": "j", "撒": "s", "适": "k",
}  # fmt: skip
_COMPOUND: Final = re.compile(
    "欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|长孙|慕容|令狐|宇文|司徒|司空|东方|独孤|南宫|端木|百里|呼延|万俟|轩辕|"
    "澹台|公冶|宗政|濮阳|淳于|单于|太叔|申屠|仲孙|钟离|鲜于|闾丘|亓官|西门|拓跋|第五"
)
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
_LETTER: Final = re.compile(r"[a-z]")
_PLAIN: Final = re.compile(r"[a-z0-9]")
_MOST: Final = 24  # of a name whose every character is read in several ways


def name_keys(name: str) -> set[str]:
    """The folded texts by whose beginning the name is found: itself, the given name, the initials in every reading."""
    folded = fold(name)
    return {folded, given_name(folded), *initials(folded)} - {""}


def given_name(folded: str) -> str:
    """The name without its surname, where it is a Chinese one."""
    if not _HAN.match(folded):
        return ""
    surname = _COMPOUND.match(folded)
    return folded[2:] if surname and folded != surname[0] else folded[1:]


def initials(folded: str) -> Iterator[str]:
    """The first letters of all characters, in every reading: `单雄信` is `sxx`, `dxx`, …"""
    if not _HAN.search(folded):
        return
    surname = [*_SURNAMES.get(folded[0], ""), *_letters(folded[0])]
    rest = [_letters(char) for char in folded[1:] if _letters(char)]
    # The surname varies fastest, so that none of its readings falls behind the limit.
    for *given, first in islice(product(*rest, tuple(dict.fromkeys(surname))), _MOST):
        yield "".join([first, *given])


@lru_cache(maxsize=30_000)
def _letters(char: str) -> tuple[str, ...]:
    if not _HAN.match(char):
        return (char,) if _PLAIN.match(char) else ()
    read = pinyin(char, style=Style.FIRST_LETTER, heteronym=True)[0]
    return tuple(dict.fromkeys(letter for letter in read if _LETTER.fullmatch(letter)))


def keys_of(resident: Resident) -> list[ResidentKey]:
    """The rows by which a resident's name is found."""
    return [
        ResidentKey(community_id=resident.community_id, resident_id=resident.id, key=key)
        for key in sorted(name_keys(resident.name))
    ]


def index_name(session: Session, resident: Resident) -> None:
    """Makes a resident findable by the name they have now, and no longer by an earlier one."""
    unindex_name(session, resident)
    session.add_all(keys_of(resident))


def unindex_name(session: Session, resident: Resident) -> None:
    """Makes a resident unfindable by name."""
    session.flush()
    session.execute(
        delete(ResidentKey).where(
            ResidentKey.community_id == resident.community_id, ResidentKey.resident_id == resident.id
        )
    )

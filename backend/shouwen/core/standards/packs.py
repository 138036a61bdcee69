"""Packs of standards (`packs/*.yaml`): the complete base, and what each source document says over it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import yaml

from shouwen.core.standards.keys import KEYS, Once
from shouwen.core.standards.rules import Standard, Unit
from shouwen.kit.problem import Lang, Problem

BASE_NAME: Final = "base"
_NAME = re.compile(r"[a-z]+(_[a-z]+)*\Z")
_PARENT = re.compile(r"([a-z_]+)@([1-9]\d*)\Z", re.ASCII)
_CLAUSE = re.compile(r"[A-Z]{2}-\d{2}\Z")
_HEAD: Final = frozenset({"pack", "version", "title", "document", "extends", "values"})
_MEMBERS: Final = frozenset({"key", "value", "unit", "clause", "source"})
Ref = tuple[str, int]


class PackInvalidError(ValueError):
    """A pack says something that cannot be understood, says it twice, or leaves the base incomplete."""


class PackMissingError(KeyError):
    """A community adopted a version whose file is gone. Released packs stay."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A version of a pack. `own` is what its file says, `values` that and what it extends."""

    name: str
    version: int
    zh: str
    en: str
    document: str | None
    extends: Ref | None
    own: Mapping[str, Standard]
    values: Mapping[str, Standard]

    def title(self, lang: Lang) -> str:
        """How people call it."""
        return self.en if lang == "en" else self.zh


class Library:
    """All versions of all packs. The base is complete: it has every key, and no pack has a key it has not."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Raises PackInvalidError with what is wrong."""
        read = [_read_pack(text) for text in texts]
        refs = [(pack.name, pack.version) for pack in read]
        _check(len(refs) == len({*refs}), f"a version given twice among {sorted(refs)}")
        own = dict(zip(refs, read, strict=True))
        self._packs = {ref: _extended(pack, own) for ref, pack in own.items()}
        self._newest = {name: max(version for other, version in refs if other == name) for name, _ in refs}
        _check(BASE_NAME in self._newest, "there is no base")
        missing = KEYS.keys() - self.base.values.keys()
        _check(not missing, f"the base says nothing of {sorted(missing)}")

    @property
    def base(self) -> Pack:
        return self.newest(BASE_NAME)

    def pack(self, name: str, version: int) -> Pack:
        """This version. Raises PackMissingError."""
        try:
            return self._packs[name, version]
        except KeyError as error:
            raise PackMissingError(f"{name} {version}") from error

    def find(self, name: str) -> Pack | None:
        """The newest version, if there is such a pack."""
        return self.newest(name) if name in self._newest else None

    def newest(self, name: str) -> Pack:
        return self._packs[name, self._newest[name]]

    def all(self) -> list[Pack]:
        """The newest version of each, the base first, the others by name."""
        names = sorted(self._newest, key=lambda name: (name != BASE_NAME, name))
        return [self.newest(name) for name in names]

    def laid_over_base(self, pack: Pack, key: str) -> Standard:
        """What a community has that adopted this pack and decided nothing else."""
        return pack.values.get(key) or self.base.values[key]


def _extended(pack: Pack, own: Mapping[Ref, Pack]) -> Pack:
    """The pack with what it extends; the values it takes over are its own from then on."""
    if pack.extends is None:
        return pack
    parent = own.get(pack.extends)
    _check(parent, f"{pack.name} extends {pack.extends}, which is not there")
    _check(parent and parent.extends is None and parent.name != pack.name, f"{pack.name} extends an extension")
    taken = {} if parent is None else parent.own
    named = {key: _renamed(standard, pack) for key, standard in taken.items()}
    return Pack(
        name=pack.name,
        version=pack.version,
        zh=pack.zh,
        en=pack.en,
        document=pack.document,
        extends=pack.extends,
        own=pack.own,
        values=MappingProxyType(named | dict(pack.own)),
    )


def _renamed(standard: Standard, pack: Pack) -> Standard:
    return Standard(
        key=standard.key,
        value=standard.value,
        unit=standard.unit,
        clause=standard.clause,
        source=standard.source,
        pack=pack.name,
        version=pack.version,
    )


def _read_pack(text: str) -> Pack:
    try:
        written = yaml.load(text, Loader=Once)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise PackInvalidError(str(error)) from error
    _check(isinstance(written, dict) and {*written} == _HEAD, f"a pack has {sorted(_HEAD)}")
    name, version, title = written["pack"], written["version"], written["title"]
    _check(isinstance(name, str) and _NAME.match(name), f"{name!r} is no name of a pack")
    _check(type(version) is int and version > 0, f"{name}: version {version!r}")
    _check(isinstance(title, dict) and {*title} == {"zh", "en"} and all(title.values()), f"{name}: title {title!r}")
    document = written["document"]
    _check(document is None or re.fullmatch(r"[A-Z]{2}", str(document)), f"{name}: document {document!r}")
    own = _read_values(name, version, written["values"])
    parent = _read_parent(name, written["extends"])
    return Pack(name, version, title["zh"], title["en"], document, parent, own, own)


def _read_parent(name: str, written: object) -> Ref | None:
    if written is None:
        return None
    match = _PARENT.match(str(written))
    _check(match, f"{name}: extends {written!r}, which is not like bt@1")
    return (match[1], int(match[2])) if match else None


def _read_values(name: str, version: int, entries: Any) -> Mapping[str, Standard]:
    _check(isinstance(entries, list) and entries, f"{name}: no values")
    values = [_read_value(name, version, entry) for entry in entries]
    keys = [value.key for value in values]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    _check(not twice, f"{name}: given twice: {twice}")
    return MappingProxyType({value.key: value for value in values})


def _read_value(pack: str, version: int, entry: Any) -> Standard:
    _check(isinstance(entry, dict) and {*entry} == _MEMBERS, f"an entry has {sorted(_MEMBERS)}, not {entry!r}")
    name, clause, source = entry["key"], entry["clause"], entry["source"]
    _check(name in KEYS, f"{pack}: {name!r} is not among the keys")
    _check(entry["unit"] in [*Unit], f"{name}: unknown unit {entry['unit']!r}")
    _check(clause is None or (isinstance(clause, str) and _CLAUSE.match(clause)), f"{name}: clause {clause!r}")
    _check(isinstance(source, str) and source.strip() == source != "", f"{name}: source {source!r}")
    unit = Unit(entry["unit"])
    try:
        value = KEYS[name].read(entry["value"], unit)
    except Problem as problem:
        raise PackInvalidError(f"{pack}: {name}: {problem.detail('en')}") from problem
    return Standard(name, value, unit, clause, source, pack, version)


def _check(holds: object, message: str) -> None:
    if not holds:
        raise PackInvalidError(message)


def _texts() -> Iterable[str]:
    folder = files("shouwen.core.standards").joinpath("packs")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return [file.read_text(encoding="utf-8") for file in found]


LIBRARY: Final = Library(_texts())

"""Policies as data: those shipped, those in a file of the user's own, and what their parameters mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import msgspec
import yaml

from tollbook.errors import InputError, KnowledgeError
from tollbook.model.lexicon import Entry, KnowledgeFile, load, schemas
from tollbook.model.reference import ActorKind
from tollbook.model.toll import Method, Policy

SHIPPED = "policies/policies.yaml"
LARGEST = 200_000
MANY = 200


@dataclass(frozen=True)
class Parameters:
    """What a policy is set to, read and checked."""

    open_end: str = "open"
    doubted: str = "last"
    independent: int = 2
    sure: int = 90
    named: int = 70
    words: Mapping[str, int] = field(default_factory=dict)
    prefer: tuple[tuple[str, ...], ...] = ()
    party_claims: str = "count"
    tie: str = "lower"
    order: tuple[str, ...] = ()


def shipped() -> dict[str, Policy]:
    """Give the shipped policies by id.

    Example:
        >>> sorted(shipped())
        ['best', 'conservative', 'majority', 'range', 'source_order']
    """
    return {entry.id: _policy(entry, SHIPPED) for entry in load(SHIPPED).entries}


def own(path: Path) -> dict[str, Policy]:
    """Read a file of the user's own policies: data alone, of the form of the shipped file.

    Raises:
        InputError: where the file cannot be read, is too large, or is no such file; names entry and key.
    """
    return {entry.id: _policy(entry, path.name) for entry in entries(path, "policy")}


def entries(path: Path, kind: str) -> tuple[Entry, ...]:
    """Read a knowledge file of the user's own: plain YAML, no tags, no aliases, checked by its schema.

    Raises:
        InputError: where it is no such file; names the entry and the key.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path} is larger than {LARGEST:,} bytes", "such a file holds a few entries")
        text = path.read_text("utf-8-sig")
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
                line = token.start_mark.line + 1
                raise InputError(f"{path}, line {line}: aliases and tags are not read", "write it out")
        file = msgspec.convert(yaml.safe_load(text), KnowledgeFile)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError, RecursionError) as error:
        raise InputError(f"{path} cannot be read: {error}", "see the documents on the form") from error
    if file.kind != kind:
        raise InputError(f"{path} is of kind {file.kind!r}, not {kind!r}", f"begin it with: kind: {kind}")
    if len(file.entries) > MANY:
        raise InputError(f"{path} holds {len(file.entries):,} entries; {MANY} are read", "split it")
    seen: set[str] = set()
    for entry in file.entries:
        if entry.id in seen:
            raise InputError(f"{path}: the id {entry.id!r} stands twice", "give each entry its own")
        seen.add(entry.id)
        _check(entry, kind, path)
    return file.entries


def _check(entry: Entry, kind: str, path: Path) -> None:
    schema = schemas()[kind]
    for key, value in entry.sets.items():
        setting = schema.sets.get(key)
        if setting is None:
            raise InputError(f"{path}: entry {entry.id!r}: {key!r} is no key of a {kind}", "see the schema")
        if setting.values and value not in setting.values:
            allowed = ", ".join(setting.values)
            raise InputError(f"{path}: entry {entry.id!r}: {key} is {value!r}", f"give one of {allowed}")
    for key, setting in schema.sets.items():
        if setting.required and key not in entry.sets:
            raise InputError(f"{path}: entry {entry.id!r}: {key!r} is missing", "add it")


def _policy(entry: Entry, where: str) -> Policy:
    settings = dict(entry.sets)
    method, shows = settings.pop("method"), settings.pop("shows", "")
    policy = Policy(
        id=entry.id,
        name=entry.words[0],
        method=Method(method),
        about=entry.note or "",
        source=entry.source,
        date=entry.date.isoformat(),
        parameters=settings,
        shows=shows,
    )
    try:
        parameters(policy)
    except KnowledgeError as error:
        raise InputError(f"{where}: {error.what}", error.todo) from error
    return policy


def parameters(policy: Policy) -> Parameters:
    """Read a policy's parameters.

    Raises:
        KnowledgeError: where one cannot be read; names the policy and the parameter.

    Example:
        >>> parameters(shipped()["conservative"]).words["dozens"]
        12
    """
    given = policy.parameters
    plain = Parameters()
    return Parameters(
        open_end=given.get("open_end", plain.open_end),
        doubted=given.get("doubted", plain.doubted),
        independent=_number(policy, "independent", given.get("independent", "2"), 9),
        sure=_number(policy, "sure", given.get("sure", "90"), 100),
        named=_number(policy, "sure_named", given.get("sure_named", given.get("sure", "70")), 100),
        words=_table(policy, given.get("words", "")),
        prefer=_tiers(policy, given.get("prefer", "")),
        party_claims=given.get("party_claims", plain.party_claims),
        tie=given.get("tie", plain.tie),
        order=tuple(given.get("order", "").split()),
    )


def _tiers(policy: Policy, text: str) -> tuple[tuple[str, ...], ...]:
    """Read kinds of source, the most reliable first; one that no source is of is refused."""
    tiers = tuple(tuple(tier.split(",")) for tier in text.split())
    known = {*(kind.value for kind in ActorKind), *schemas()["outlet"].sets["kind"].values}
    for kind in (kind for tier in tiers for kind in tier if kind not in known):
        near = get_close_matches(kind, sorted(known), n=1)
        todo = f"is {near[0]!r} meant?" if near else f"give some of {', '.join(sorted(known))}"
        raise KnowledgeError(f"policy {policy.id!r}: prefer names {kind!r}, which is no kind of source", todo)
    return tiers


def _number(policy: Policy, key: str, text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= most):
        raise KnowledgeError(f"policy {policy.id!r}: {key} is {text!r}", f"give a whole number up to {most}")
    return int(text)


def _table(policy: Policy, text: str) -> dict[str, int]:
    out: dict[str, int] = {}
    for pair in text.split():
        word, sign, number = pair.partition("=")
        if not sign or not word:
            raise KnowledgeError(f"policy {policy.id!r}: words holds {pair!r}", "write it as dozens=12")
        out[word] = _number(policy, f"words, {word}", number, 10_000_000)
    return out

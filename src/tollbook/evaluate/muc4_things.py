"""Things of an incident in the words of the MUC-4 task: what was hit, how it fared, and with what."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from tollbook.evaluate import muc4_words as words
from tollbook.evaluate.muc4_keys import Filler
from tollbook.evaluate.muc4_nations import nation
from tollbook.evaluate.muc4_phrases import plain

HEAD = re.compile(
    r"\b(?:embass(?:y|ies)|consulates?|banks?|branch(?:es)?|stores?|shops?|restaurants?|supermarkets?|"
    r"hotels?|"
    r"factor(?:y|ies)|business(?:es)?|theaters?|dealerships?|markets?|drugstores?|pharmac(?:y|ies)|"
    r"bars?|brothels?|"
    r"pylons?|towers?|power lines?|poles?|posts?|plants?|pipelines?|substations?|transformers?|wells?|"
    r"gas stations?|"
    r"(?:electrical|power|electric) (?:system|grid|network)|radio stations?|newspapers?|antennas?|"
    r"repeaters?|"
    r"tv stations?|telephone (?:booths?|lines?|exchange)|bridges?|highways?|tracks?|railroads?|"
    r"airports?|terminals?|"
    r"train stations?|buses|bus|minibus(?:es)?|trucks?|vehicles?|cars?|automobiles?|trains?|jeeps?|"
    r"airplanes?|planes?|"
    r"vans?|boats?|ships?|taxis?|ambulances?|motorcades?|helicopters?|police stations?|ministr(?:y|ies)|"
    r"city halls?|"
    r"town halls?|palaces?|courthouses?|headquarters|offices?|houses?|homes?|residences?|dwellings?|"
    r"apartments?|"
    r"aqueducts?|pipes?|reservoirs?|dams?|church(?:es)?|temples?|schools?|institutes?|universit(?:y|ies)|"
    r"buildings?|hospitals?|farms?|cathedrals?|monuments?|facilit(?:y|ies)|installations?|warehouses?|"
    r"clubs?|centers?)"
    r"\b(?!-?\s?(?:bombs?|officials?|employees|workers?|drivers?|owners?|guards?|spokes\w+|sources?|"
    r"director))",
    re.IGNORECASE,
)
NEXT = re.compile(rf"\s(?={HEAD.pattern})", re.IGNORECASE)
TOOL = re.compile(
    r"\b(?:(?:car|truck|bus|fire|time|petrol|gasoline)[-\s]?bombs?|bombs?|dynamite(?: (?:charges?|"
    r"sticks?))?|"
    r"sticks of dynamite|(?:land)?mines?(?! worker)|grenades?|molotov cocktails?|missiles?|rockets?|"
    r"mortars?|"
    r"(?:sub)?-?machine-?\s?guns?|pistols?|revolvers?|handguns?|rifles?|ak-47s?|m-16s?|knives|knife|"
    r"machetes?|"
    r"explosive (?:charges?|devices?)|explosives|firearms?|shotguns?)\b(?! threats?)",
    re.IGNORECASE,
)
BEFORE = re.compile(r"([A-Za-z0-9][\w.'-]*)\s$")
STOP = frozenset(
    "the a an this that these those his her their its our my of in on at and or to by from for with "
    "against near into under over two three four five six seven eight nine ten eleven twelve several "
    "many some various other another were was is are had has have which who when where while after "
    "before also as up down all most both least about some inside outside through between behind set "
    "blew fire same".split()
)
VERB = re.compile(r"^(?!medium-sized|high-powered|armored|so-called|private)[a-z-]+(?:ed|ing)$")
OF = re.compile(
    r"\s(?:of|belonging to|owned by)\s(?:the |a |an )?(?:[a-z]+\s(?=[A-Z]))?"
    r"(?:(?:[A-Z][\w.'-]*|of|the|and|de|la|el)(?![\w.'-])\s?){1,7}"
)
NUMBER = re.compile(r"(\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s$", re.IGNORECASE)
SMALL = "two three four five six seven eight nine ten eleven twelve"
COUNTED = {word: str(n) for n, word in enumerate(SMALL.split(), 2)}
SINGULAR = frozenset(["bus", "headquarters"])
MOST = 4


class Thing(msgspec.Struct, frozen=True):
    """A thing that was hit, in the task's words."""

    phrase: str
    noun: str
    kind: str
    number: str
    nation: str
    effect: str


def phrase_at(said: str, start: int, end: int) -> tuple[str, str]:
    """Give the noun phrase round a noun without its article, and the number that stands before it.

    Example:
        >>> phrase_at("They blew up two high voltage towers of the Ense company.", 30, 36)
        ('high voltage towers of the Ense', '2')
    """
    number = ""
    for _ in range(5):
        if found := NUMBER.search(said[max(0, start - 12) : start]):
            number = COUNTED.get(found[1].lower(), found[1])
            break
        word = BEFORE.search(said[max(0, start - 30) : start])
        if word is None or word[1].lower() in STOP or VERB.match(word[1]) or word[1].endswith(("ly", "'")):
            break
        start -= len(word[0])
    tail = OF.match(said, end)
    end = tail.end() if tail else end
    while found := re.search(r"\s(?:of|the|and|de|la|el)\s?$", said[start:end]):
        end = start + found.start()
    return plain(said[start:end]), number


def things(sentences: Iterable[str], kind: str, land: str) -> list[Thing]:
    """Give the things hit that the sentences of one incident name, each told once."""
    out: list[Thing] = []
    for said in sentences:
        ruin, harm = words.DESTROYED.search(said), words.DAMAGED.search(said)
        if kind not in ("BOMBING", "ARSON", "ROBBERY") and not (ruin or harm):
            continue
        effect = "DESTROYED" if ruin else "SOME DAMAGE" if harm or kind == "ARSON" else ""
        for found in HEAD.finditer(said):
            if NEXT.match(said, found.end()):
                continue
            thing = _thing(said, found, effect, land)
            if all(_base(thing.noun) != _base(other.noun) for other in out):
                out.append(thing)
    return out[:MOST]


def _thing(said: str, found: re.Match[str], effect: str, land: str) -> Thing:
    phrase, number = phrase_at(said, found.start(), found.end())
    row = words.first(words.TARGETS, phrase)
    many = (
        "PLURAL"
        if found[0].lower().endswith("s") and found[0].lower() not in ("bus", "headquarters")
        else "1"
    )
    return Thing(
        phrase=phrase.upper(),
        noun=found[0].upper(),
        kind=row[0] if row else "OTHER",
        number=number or many,
        nation=nation(phrase, land),
        effect=effect,
    )


def _base(noun: str) -> str:
    return re.sub(r"(?:ES|S|IES|Y)$", "", noun.split()[-1])


def thing_slots(found: Sequence[Thing]) -> dict[str, tuple[Filler, ...] | None]:
    """Give the slots of the things hit."""
    return {
        "target": tuple(Filler((one.phrase,)) for one in found),
        "target_type": tuple(Filler((one.kind,), (one.phrase,)) for one in found),
        "target_number": tuple(Filler((one.number,), (one.phrase,)) for one in found),
        "target_nation": tuple(Filler((one.nation,), (one.phrase,)) for one in found if one.nation),
        "target_effect": tuple(Filler((one.effect,), (one.phrase,)) for one in found if one.effect),
    }


def tool_slots(said: str) -> dict[str, tuple[Filler, ...] | None]:
    """Give the slots of what it was done with; gunfire alone gives a kind and no name.

    Example:
        >>> tool_slots("A powerful bomb went off.")["instrument"][0].forms
        ('POWERFUL BOMB',)
    """
    out: list[tuple[str, str]] = []
    for found in TOOL.finditer(said):
        phrase, _ = phrase_at(said, found.start(), found.end())
        row = words.first(words.INSTRUMENTS, found[0])
        kind = row[0] if row else "GUN" if "gun" in found[0] or "arm" in found[0] else "EXPLOSIVE"
        if all(kind != other for other, _ in out):
            out.append((kind, phrase.upper()))
    if out:
        return {
            "instrument": tuple(Filler((name,)) for _, name in out[:2]),
            "instrument_type": tuple(Filler((kind,), (name,)) for kind, name in out[:2]),
        }
    return {"instrument_type": (Filler(("GUN",)),)} if words.GUNFIRE.search(said) else {}

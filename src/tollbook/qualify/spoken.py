"""Speakers without a verb: sentence -> sources that a mark or a noun names, with the words that are theirs.

"The ministry: fourteen dead", "fourteen dead (the ministry)", "by the ministry's count, fourteen": logs,
digests and threads give figures in these ways. What counts as a speaker stands in
`knowledge/lexicon/en/speakers.yaml`.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from tollbook.model.lexicon import lexicon
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reference import ActorKind
from tollbook.model.text import Sentence, SentenceRole, Text

SPEAKERS, CUES = "lexicon/en/speakers.yaml", "lexicon/en/cues.yaml"
DUMB = frozenset({ActorKind.CIVILIANS, ActorKind.RIOTERS, ActorKind.PROTESTERS, ActorKind.UNKNOWN})
ARMED = frozenset(
    {ActorKind.STATE_FORCES, ActorKind.REBEL_GROUP, ActorKind.MILITIA, ActorKind.COMMUNAL_MILITIA}
)
COLON = re.compile(r":(?=[ \n]|[\"“'‘(]|$)")
QUOTE = re.compile(r"\s{0,2}[\"“‘']")
PIECE = re.compile(r"[,;.!?–—•*>|▪]|(?<!\w)-|[\"”]|\d[\d.:]*(?: ?(?:h|hrs|GMT|UTC)\b)?")
BRACKET = re.compile(r"\s?\([^()\n]{1,60}\)$")
OF = re.compile(r"\s(?:of|in|for|at|from|on|to|with|by|OF|IN|FOR|AT)\s")
TITLE = re.compile(
    r"(?:Dr|Mr|Mrs|Ms|Prof|Gen|Col|Lt|Maj|Capt|Brig|Sgt|Fr|Rev|Abbé|Sheikh|Imam|Father|Sister|Bishop)\b"
)
DETERMINED = re.compile(r"(?:the|a|an|our|their|his|her|its|my|one|another|this)\s", re.IGNORECASE)
CHAT = re.compile(
    r"(?m)^\W{0,3}([A-Z][\w'’.]{1,20}(?: [A-Z][\w'’.-]{1,20}){0,3})(?: \([^()\n]{1,30}\))? \d{1,2}[:.]\d\d:"
)
TOLD = re.compile(r"(?:\b[^\W\dA-Z][^\W\d]{0,30}|\d|[\"”’'])[,.]?\s?$")
SAID = re.compile(r"\(([^()\d\n\"“”:;]{3,50})\)")
COUNTS = "count|reckoning|tally|figures?|estimate|account|books?|lists?|records|ledger"
BY = re.compile(
    r"\b(?:[Bb]y|[Ii]n|[Oo]n|[Pp]er) ((?:the |a |an |our |this )?(?:[\w.-]{1,30} ){0,4}[\w.-]{1,30})['’]s? "
    rf"(?:own |latest |first |last |official )?(?:{COUNTS}|toll)\b"
)
OWN = re.compile(
    rf"\b((?:[Tt]he |[Aa]n? |[Oo]ur |[Tt]his )?(?:[\w.-]{{1,30}} ){{0,4}}[\w.-]{{1,30}})['’]s? "
    rf"(?:own |latest |first |last |official )?(?:{COUNTS}|bulletin|statement|version|report) "
    r"(?:is|was|has|had|gives|gave|reads|says|said|comes|came|stands|stood|ran|runs|puts?|lists|shows)\b"
)
AS = re.compile(
    r"\b[Aa]s ((?:the |a |an |our )?(?:[\w.-]{1,30} ){0,4}?[\w.-]{1,30}) "
    r"(?:claims?|claimed|determined|says?|said|puts? it|maintain(?:s|ed)?|report(?:s|ed)?|admits?|has it)\b"
)
HARM = re.compile(
    r"(?i)\b(?:killed|injured|wounded|missing|dead|casualties|detained|losses|read|note|update)\b"
)
WHEN = re.compile(r",\s([^,;:\n]{2,30})$")
SAME = re.compile(r"(?:the )?(?:same|next|following) (?:day|night|morning|evening|week|month)|later|today")
VERSION = re.compile(
    r"(?:['’]s?)? (?:version|view|assessment|estimate|count|tally|toll|account|figures?|summary)$"
)
PART = re.compile(r"(?:^|:)\s{0,2}((?:[Tt]he |[Aa]n? |[Oo]ur )?[^\W\d][^,;:\n]{1,50}),\s")
INNER, COUNTED = re.compile(r"\S\s(?:the|a|an)\s"), re.compile(r"\s[^\W\d]|(?<=[^\W\d])\b")
LONGEST, MOST_WORDS, FAR, NEXT = 120, 9, 90, 24


class Spoken(NamedTuple):
    """A speaker, the words that are the speaker's, and the rule that found them."""

    speaker: Span
    reach: Span
    rule: str


class Speakers:
    """Finds the speakers of one text, sentence by sentence."""

    def __init__(self, text: Text) -> None:
        """Keep the text's actors and numbers by where they stand."""
        self.raw = text.report.text
        self.actors = sorted(text.of(MentionKind.ACTOR), key=lambda m: m.span.end)
        self.ends = [m.span.end for m in self.actors]
        where, when = text.of(MentionKind.PLACE), text.of(MentionKind.DATE)
        self.places = {m.words for m in where}
        self.sites = {m.span for m in where}
        self.days = sorted(m.span for m in when)
        self.numbers = [m.span for m in text.of(MentionKind.QUANTITY)]
        self.starts = [span.start for span in self.numbers]

    def of(self, sentence: Sentence) -> list[Spoken]:
        """Give the speakers whom marks and nouns of a sentence name, in text order."""
        if sentence.role not in {SentenceRole.BODY, SentenceRole.TITLE}:
            return []
        out: list[Spoken] = []
        at = sentence.span.start
        for line in sentence.span.of(self.raw).split("\n"):
            begun, at = at, at + len(line) + 1
            if not line.strip():
                continue
            span = Span(begun, begun + len(line))
            if sentence.role is SentenceRole.BODY:
                out += _before_colon(self, span)
            out += _in_brackets(self, span) + _counting(self, span) + _listed(self, span)
        return sorted(out)

    def kind(self, phrase: Span) -> str | None:
        """Tell what kind of speaker a noun phrase names, by its head or an actor that ends it, or None.

        The head is the word before "of", "in" and the like, else the last word.
        """
        words = phrase.of(self.raw)
        if TITLE.match(words):
            return "person"
        cut = OF.search(words)
        head = Span(phrase.start, phrase.start + (cut.start() if cut else len(words)))
        length = head.end - head.start
        ends = [m for m in lexicon(SPEAKERS).find(words[:length]) if m.span.end == length]
        if ends:
            return _by_noun(ends[-1].entry.sets["type"], words)
        for end in (head.end, phrase.end):
            for k in range(bisect_left(self.ends, end), bisect_left(self.ends, end + 1)):
                actor = self.actors[k].actor
                if actor and actor.kind not in DUMB and self.actors[k].span.start >= phrase.start:
                    return "either" if actor.kind in ARMED else "body"
        named = lexicon(SPEAKERS).find(words)
        if named and named[0].span.start == 0 and words[:1].isupper():
            kind = named[0].entry.sets["type"]
            if kind == "person" or (kind == "titled" and words.split()[-1][:1].isupper()):
                return "person"
        return None

    def dated(self, phrase: Span) -> bool:
        """Tell whether a noun phrase is part of a date, or a date ends it: "Monday", "the fifth of May"."""
        first = bisect_left(self.days, phrase.start - LONGEST, key=_start)
        last = bisect_left(self.days, phrase.end, key=_start)
        return any(day.end >= phrase.end for day in self.days[first:last])

    def stands_for(self, phrase: Span) -> bool:
        """Tell whether a name may stand for who speaks before a quotation: "MOSCOW:", "Vera Lis:"."""
        words = phrase.of(self.raw)
        names = [word for word in words.split() if word[:1].isupper()]
        return words in self.places or (2 <= len(names) == len(words.split()) <= 3 and not HARM.search(words))


def _start(span: Span) -> int:
    return span.start


def _by_noun(kind: str, words: str) -> str | None:
    """Give the kind of speaker that the noun of a phrase makes: an area and a title speak only as some do.

    "The prefecture" speaks; "Homs Governorate" is as often the heading of what happened there, and "Head" of
    a wound.
    """
    led = DETERMINED.match(words)
    if kind == "area":
        named = any(word[:1].isupper() for word in words[led.end() if led else 0 :].split())
        return "body" if led and not named else "either"
    if kind == "titled":
        return "person" if led or " " in words else None
    return kind


def _before_colon(at: Speakers, line: Span) -> list[Spoken]:
    """Read "The ministry: ...", "1 December, the ministry: ...", 'Police: "..."', "Rivka 18:02: ..."."""
    raw = at.raw
    said = line.of(raw)
    chat = CHAT.match(said)
    if chat is not None:
        reach = Span(line.start + chat.start(1), line.end)
        return [Spoken(Span(reach.start, line.start + chat.end(1)), reach, "attribution.chat")]
    found = COLON.search(said[:LONGEST])
    if found is None or not said[found.end() :].strip():
        return []
    before = said[: found.start()]
    bracket = BRACKET.search(before)
    end = bracket.start() if bracket else len(before)
    dated = WHEN.search(before[:end])
    end = dated.start() if dated and _dated(at, Span(line.start + dated.start(1), line.start + end)) else end
    version = VERSION.search(before[:end])
    end = version.start() if version else end
    start = max((m.end() for m in PIECE.finditer(before[:end])), default=0)
    words = before[start:end].strip()
    if len(words) < 2 or not _noun_phrase(words) or lexicon(CUES).find(words):
        return []
    begun = line.start + before.index(words, start)
    phrase = Span(begun, begun + len(words))
    quoted = QUOTE.match(said[found.end() :]) is not None
    kind = at.kind(phrase)
    if kind is None and not (quoted and at.stands_for(phrase)):
        return []
    if kind == "either" and not quoted and version is None:
        return []
    return [Spoken(phrase, Span(phrase.start, line.end), "attribution.colon")]


def _dated(at: Speakers, words: Span) -> bool:
    """Tell whether the words behind a speaker and a comma say when it spoke: "24 January", "the same day"."""
    return at.dated(words) or SAME.fullmatch(words.of(at.raw)) is not None


def _listed(at: Speakers, line: Span) -> list[Spoken]:
    """Read "the committee, 28 dead; the agency, 27": parts between semicolons, each led by its speaker.

    Two such parts at least, one behind the other, make a list.
    """
    out: list[Spoken] = []
    begun = line.start
    for part in line.of(at.raw).split(";"):
        found = PART.search(part)
        start, begun = begun, begun + len(part) + 1
        if found is None:
            continue
        phrase = Span(start + found.start(1), start + found.end(1))
        number = bisect_left(at.starts, phrase.end)
        if number == len(at.starts) or at.starts[number] - phrase.end > NEXT or phrase in at.sites:
            continue
        words, kind = phrase.of(at.raw), at.kind(phrase)
        is_aged = kind not in {"body", "paper"} and COUNTED.match(at.raw, at.numbers[number].end) is None
        if kind and not is_aged and _noun_phrase(words) and not INNER.search(OF.split(words)[0]):
            out.append(Spoken(phrase, Span(phrase.start, start + len(part)), "attribution.list"))
    return out if len(out) > 1 else []


def _noun_phrase(words: str) -> bool:
    """Tell whether words look like a name or a noun with its article: short, and nothing said in them."""
    parts = words.split()
    led = words[:1].isupper() or DETERMINED.match(words) is not None
    return bool(parts) and len(parts) <= MOST_WORDS and led and not words.endswith(("'s", "’s"))


def _in_brackets(at: Speakers, line: Span) -> list[Spoken]:
    """Read "1,500 (the Red Cross), some 1,000 (the barracks command)": each number is its source's."""
    raw = at.raw
    first_in, last_in = bisect_left(at.starts, line.start), bisect_left(at.starts, line.end)
    numbers = at.numbers[first_in:last_in]
    out: list[Spoken] = []
    start = line.start
    for found in SAID.finditer(raw, line.start, line.end):
        phrase = Span(found.start(1), found.end(1))
        if not TOLD.search(raw, start, found.start()):
            continue
        near = [q for q in numbers if start <= q.start < found.start() and found.start() - q.end <= FAR]
        kind = at.kind(phrase) if near and _may_bracket(phrase.of(raw)) else None
        if kind is not None and phrase not in at.sites:
            first = start
            if len(near) > 1:
                first = max(
                    raw.rfind(mark, start, near[-1].start) for mark in (",", ";", ":", " or ", " and ")
                )
                first = max(first, start)
            out.append(Spoken(phrase, Span(first, found.end()), "attribution.bracket"))
            start = found.end()
    return out


def _may_bracket(words: str) -> bool:
    return 1 <= len(words.split()) <= 7 and not words.startswith(("and ", "or ", "including", "of ", "all "))


def _counting(at: Speakers, line: Span) -> list[Spoken]:
    """Read "by the ministry's count", "the ministry's figure is"."""
    raw = at.raw
    out: list[Spoken] = []
    for pattern in (BY, OWN, AS):
        for found in pattern.finditer(raw, line.start, line.end):
            phrase = _trimmed(raw, Span(found.start(1), found.end(1)))
            if phrase is None or at.dated(phrase) or phrase in at.sites:
                continue
            named = pattern is AS or found.group()[0] in "BbPp"
            if at.kind(phrase) or (named and _is_name(phrase.of(raw), least=1 if pattern is AS else 2)):
                out.append(Spoken(phrase, line, "attribution.count_of"))
    return out


def _is_name(words: str, *, least: int) -> bool:
    """Tell whether words are a name of at least so many words, its article left aside."""
    led = DETERMINED.match(words)
    parts = words[led.end() if led else 0 :].split()
    return len(parts) >= least and all(part[:1].isupper() for part in parts)


def _trimmed(raw: str, phrase: Span) -> Span | None:
    """Cut a possessor to the noun phrase at its end: from its article on, or its run of capital words."""
    words = phrase.of(raw)
    for found in reversed(list(re.finditer(r"\b(?:the|a|an|our|this)\s", words, re.IGNORECASE))):
        return Span(phrase.start + found.start(), phrase.end)
    run = re.search(r"(?:[A-Z][\w.-]*\s){0,4}[A-Z][\w.-]*$", words)
    if run is None:
        last = words.split()[-1]
        return Span(phrase.end - len(last), phrase.end)
    return Span(phrase.start + run.start(), phrase.end)

"""Doer: who is held responsible by the encoder -> why the words make it somebody else, or nothing.

Who tells of a blast, condemns it, or loses its own in it, did not do it by these words.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.learned.seen import Seen
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.report import Report
from tollbook.model.roles import context
from tollbook.model.text import Text, attribution_at

LEARNED = "learned."
BLIND = re.compile(
    r"\b(?:explosions?|blasts?|bombs?|bombings?|shells?|shelling|mines?|rockets?|missiles?|drones?|strikes?"
    r"|attacks?|gunmen|gunfire)\b",
    re.IGNORECASE,
)
"""What harms without saying whose it is."""
ITSELF = re.compile(
    r"\b(?:itself|it|its|they|their|we|our|us|he|his|responsib\w+|claim\w*|carried out)\b", re.IGNORECASE
)
OF_ITS_OWN = "its|their|his|her|our"
GRAMMAR = "lexicon/en/grammar.yaml"
HELPING = re.compile(
    r"(?: (?:is|are|was|were|has|have|had|been|also|later|itself|\w+ly)| on \w+day)* ", re.IGNORECASE
)
"""All that may stand between a doer and the verb by which it responds."""
OBJECT = re.compile(
    rf"(?: into)? (?:it\b|(?:(?!(?:{OF_ITS_OWN}|and|but|or|for|by|as|to|of|in|with|from|against|on|at|who"
    rf"|which)\b)[\w'’-]+ ){{0,4}}?(?:{BLIND.pattern}|\b(?:ambush(?:es)?|assaults?|raids?|massacres?"
    r"|killings?|murders?|shootings?|deaths?)\b))",
    re.IGNORECASE,
)
"""What it responds to: an attack, and not one of its own."""
DEFINITE = re.compile(r"(?: into)? (?:it|the|this|that|these|those)\b", re.IGNORECASE)
GOES_ON = re.compile(
    rf"[;:()–—\"“”]|,(?! (?:that|which|in which|where|when|who)\b)|\b(?:{OF_ITS_OWN}|it|itself|they|them|he"
    r"|she|we|and|but|or|then|before|after|while|as|killing|wounding|injuring|shooting|leaving)\b",
    re.IGNORECASE,
)
"""Behind what it responds to: it may do something else too, or the attack may be its own after all."""
DENIES = re.compile(
    HELPING.pattern + r"(?:den(?:y|ies|ied|ying)|rejects?|rejected|disputes?|disputed)\b", re.IGNORECASE
)
BY_IT = re.compile(rf"\b(?:by|{OF_ITS_OWN}|it|they|he|she|we)\b", re.IGNORECASE)
"""Behind the figure: it may be the one by whom the people came to harm."""
ARTICLE = re.compile(r"the ", re.IGNORECASE)
LOSES = "the people are its own"
RESPONDS = "it condemns, mourns or investigates what happened"
CAPTIVES = re.compile(r"\b(?:captured|captive|captives|prisoners?|hostages?|detainees?)\b", re.IGNORECASE)
"""Of these the one who holds them is the doer, and not their party."""
FREES, NEAR = "it frees them", 60
DISPUTED, ANSWERS = "it is accused by others than who gives the number, and denies it", 2
"""Sentences behind an accusation in which it may be denied."""
CLAUSE = re.compile(r"[.;:,]|\b(?:who|whom|that|which|and|but|after|before|when)\b", re.IGNORECASE)
TELLS = "it only tells of what happened"


def no_doer(
    page: Seen,
    figure: Span,
    claimants: Sequence[Sourced[Actor]],
    side: Sourced[Actor] | None,
    doer: Sourced[Actor] | None,
) -> str | None:
    """Say why the encoder's doer is none by the words, or None where it may be one or a rule reads it.

    "Hamas said an explosion killed five" blames nobody, "the navy condemned the raid" not the navy, and "it
    lost nine men" not those who lost them. `figure` counts characters of the report's text, end exclusive.
    """
    at = doer.provenance.span if doer else None
    if doer is None or at is None:
        return None
    if _frees(page.text.report.text, figure, at):
        return FREES
    if not doer.provenance.rule.startswith(LEARNED):
        return None
    if side is not None and side.provenance.span and side.provenance.span.overlaps(at):
        return None if CAPTIVES.search(figure.of(page.text.report.text)) else LOSES
    if _is_disputed(page.text, figure, at):
        return DISPUTED
    if _responds(page.text, figure, at):
        return RESPONDS
    said = attribution_at(page.attributions, figure)
    tellers = claimants or (said.claimants if said else ())
    teller = tellers[0].provenance.span if tellers else None
    sentence = next((s.span for s in page.text.sentences if s.span.holds(figure)), None)
    if teller is None or sentence is None or not at.overlaps(teller) or not sentence.holds(teller):
        return None
    words = page.text.report.text
    if DENIES.match(words, _end(page.text, at)):
        return None
    is_blind = BLIND.search(words, sentence.start, figure.start) is not None
    return TELLS if is_blind and not ITSELF.search(sentence.of(words)) else None


def _is_disputed(text: Text, figure: Span, doer: Span) -> bool:
    """Tell whether a doer is one whom somebody accuses, outside the figure's sentence, and who denies it.

    "Six died, the fire brigade said. The governor blamed the RSF. The RSF denied it": the brigade did not.
    What is denied must be what it is accused of; who "denied earlier attacks" did not deny this one.
    """
    words = text.report.text
    sentences = [s.span for s in text.sentences]
    mine = next((n for n, s in enumerate(sentences) if s.holds(doer)), None)
    if mine is None or sentences[mine].holds(figure):
        return False
    if not _accused().search(words, sentences[mine].start, doer.start):
        return False
    named = next((m.actor for m in text.of(MentionKind.ACTOR) if m.actor and m.span.overlaps(doer)), None)
    end = sentences[min(mine + ANSWERS, len(sentences) - 1)].end
    for mention in text.of(MentionKind.ACTOR):
        if not doer.end <= mention.span.start < end or mention.actor is None:
            continue
        same = named is not None and named.registry and named.registry == mention.actor.registry
        denial = DENIES.match(words, mention.span.end)
        if (
            denial is not None
            and (same or mention.words.casefold() in doer.of(words).casefold())
            and _is_of_accusation(text, figure, denial)
        ):
            return True
    accused = _end(text, doer)
    return any(
        _is_of_accusation(text, figure, denial)
        for denial in _denies_it().finditer(words, doer.end, end)
        if denial["who"] is None or words[accused : denial.start()].strip(" ,") == ""
    )


def _is_of_accusation(text: Text, figure: Span, denial: re.Match[str]) -> bool:
    """Tell whether a denial is one of what its sentence does not count itself, and of the accusation."""
    sentence = next((s.span for s in text.sentences if s.span.start <= denial.end() <= s.span.end), None)
    is_own = sentence is not None and sentence.holds(figure)
    return not is_own and _of_it().match(text.report.text, denial.end()) is not None


@cache
def _of_it() -> re.Pattern[str]:
    """Match what may be denied: it, the charge, having had a part in it, or nothing that is named."""
    return re.compile(
        r"\s*(?:[.,;:!?\n]|\Z)| (?:it|that|this|and|but|on \w{3,6}day)\b"
        rf"| (?:(?:any|all|the|this|that|these|those|such) )?{context('accusation')}\b",
        re.IGNORECASE,
    )


@cache
def _accused() -> re.Pattern[str]:
    return re.compile(rf"\b{context('accuses')}\b[^.;:]{{0,60}}\Z", re.IGNORECASE)


@cache
def _denies_it() -> re.Pattern[str]:
    """Match a denial by whoever was accused just before: "which denied it", "The group denied it"."""
    return re.compile(
        r"\b(?:which|(?P<who>who)|it|they|the (?:group|movement|army|militia|party)) (?:has |have |had )?"
        r"(?:denied|denies|deny|rejected|rejects)\b",
        re.IGNORECASE,
    )


def _frees(words: str, figure: Span, doer: Span) -> bool:
    """Tell whether a doer frees those whom a figure counts: "troops rescued 17 kidnapped villagers"."""
    if doer.end > figure.start or figure.start - doer.end > NEAR:
        return False
    between = words[doer.end : figure.start]
    return _frees_them().search(between) is not None and not CLAUSE.search(between)


@cache
def _frees_them() -> re.Pattern[str]:
    return re.compile(rf"\b{context('frees')}\b", re.IGNORECASE)


def _responds(text: Text, figure: Span, doer: Span) -> bool:
    """Tell whether a doer does no more than condemn, mourn or investigate the attack that harmed the people.

    The attack is the object of that verb, or what it refers to in the sentence before. Who denies an attack
    may be the one who is said to have made it, and stays.
    """
    words = text.report.text
    sentences = [s.span for s in text.sentences]
    mine = next((n for n, s in enumerate(sentences) if s.holds(doer)), None)
    its = next((n for n, s in enumerate(sentences) if s.holds(figure)), None)
    if mine is None or its is None:
        return False
    rest = words[_end(text, doer) : sentences[mine].end]
    for found in lexicon(GRAMMAR).find(rest):
        if found.entry.get("role") != "responds" or not HELPING.fullmatch(rest, 0, found.span.start):
            continue
        what = OBJECT.match(rest, found.span.end)
        if what is None:
            return False
        behind = sentences[mine].end - len(rest) + what.end()
        if its == mine and figure.start > doer.end:
            behind_it = words[figure.end : sentences[mine].end]
            return not (GOES_ON.search(words[behind : figure.start]) or BY_IT.search(behind_it))
        named = ARTICLE.sub("", doer.of(words)).casefold()
        is_named = named in sentences[its].of(words).casefold()
        is_the_same = DEFINITE.match(rest, found.span.end) is not None
        return its == mine - 1 and is_the_same and not is_named and not GOES_ON.search(rest, what.end())
    return False


def _end(text: Text, doer: Span) -> int:
    """Give where the whole name ends of which a doer may be the first words: "US", of "US military"."""
    return max([doer.end, *(m.span.end for m in text.of(MentionKind.ACTOR) if m.span.overlaps(doer))])


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """A doer that a figure does not get, and why, by the words of the text in which it was read."""

    span: Span
    doer: Sourced[Actor]
    why: str

    def issue(self, report: Report) -> Issue:
        """Make the issue that says so; span and doer are by now those of the report as written."""
        return Issue(
            kind=IssueKind.SET_ASIDE,
            source=report.source,
            report=report.id,
            message=f"who did it could be {self.doer.words!r}, but by the words {self.why}",
            todo="if the text tells who did it, correct the doer",
            span=self.span,
            seen=self.span.of(report.text),
        )

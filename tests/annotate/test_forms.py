"""Forms: what is kept of a word is what the whole pipeline says of it in its sentence."""

import pytest

from tollbook.annotate.forms import Form, Forms, Key, heads
from tollbook.annotate.parser import pipeline

SENTENCES = [
    "Two guards were killed and nine others wounded .",
    "The wounded guards were taken to the clinic .",
    "The army 's shells left 14 dead , the clinic says .",
    "Nobody left the left bank , medics said .",
    "There 's no word of the wounded .",
    "Rebels ai n't leaving , he said .",
    "They are gon na shell the port .",
    "Let 's go .",
]


def whole(sentence: str) -> list[tuple[Form, int]]:
    from spacy.tokens import Doc

    nlp = pipeline()
    doc = nlp(Doc(nlp.vocab, words=sentence.split()))
    return [(Form(t.lemma_.lower(), t.pos_, t.tag_, t.dep_), t.head.i) for t in doc]


def kept(forms: Forms, sentences: list[str]) -> list[list[tuple[Form, int]]]:
    from spacy.tokens import Doc

    nlp = pipeline()
    words = [sentence.split() for sentence in sentences]
    docs = list(nlp.pipe((Doc(nlp.vocab, words=w) for w in words), disable=Forms.STEPS))
    told = forms.of(words, docs)
    return [list(zip(found, heads(doc), strict=True)) for found, doc in zip(told, docs, strict=True)]


@pytest.fixture(scope="module")
def forms() -> Forms:
    return Forms(pipeline())


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_has_the_forms_that_the_whole_pipeline_gives(forms: Forms, sentence: str) -> None:
    assert kept(forms, [sentence]) == [whole(sentence)]


def test_a_word_met_before_has_the_form_of_its_tag_and_tie_not_of_its_first_sentence(forms: Forms) -> None:
    assert kept(forms, SENTENCES) == [whole(sentence) for sentence in SENTENCES]


def test_words_that_only_meet_among_the_new_ones_are_no_pair(forms: Forms) -> None:
    apart = ["Gon fled .", "Na fled ."]
    assert kept(forms, apart) == [whole(sentence) for sentence in apart]


def test_what_one_thread_forgets_another_still_has(monkeypatch: pytest.MonkeyPatch) -> None:
    forms, learn = Forms(pipeline()), Forms._learn

    def forgetting(self: Forms, known: dict[Key, Form], keys: dict[Key, None]) -> None:
        learn(self, known, keys)
        monkeypatch.setattr(Forms, "_learn", learn)
        monkeypatch.setattr("tollbook.annotate.forms.MAX_KEPT", 0)
        kept(self, ["The port fell ."])  # meanwhile another thread begins anew

    monkeypatch.setattr(Forms, "_learn", forgetting)
    assert kept(forms, SENTENCES) == [whole(sentence) for sentence in SENTENCES]

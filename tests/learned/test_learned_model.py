"""The model's files: checked by hash, found by name, and scores that are probabilities."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_texts import report
from tollbook import Reader
from tollbook.errors import ModelError
from tollbook.issues import IssueKind
from tollbook.learned.heads import log_softmax, softmax
from tollbook.learned.model import CARD, HEADS, HOME, NAMED_BY, Model, card, home, model
from tollbook.learned.pairs import Stated, pairs
from tollbook.model.reading import Reading

SHELLED = (
    "Shells hit the market of Dorava on Tuesday. At least 14 people were killed, including three children, "
    "the Dorava hospital said. A further 20 were hurt. The army denied firing."
)


def read(text: str) -> Reading:
    return Reader().read(report(text))


def test_the_model_in_the_package_is_the_one_its_card_names() -> None:
    assert Model().card.files.keys() == {"encoder.onnx", "heads.npz", "vocabulary.json"}


def test_a_changed_file_is_refused_and_named(tmp_path: Path) -> None:
    copy = tmp_path / "reader"
    shutil.copytree(HOME, copy)
    with (copy / HEADS).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match=r"heads\.npz has the hash"):
        Model(copy)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "reader"
    shutil.copytree(HOME, copy)
    (copy / HEADS).unlink()
    with pytest.raises(ModelError, match=r"heads\.npz is missing"):
        Model(copy)


def test_a_folder_without_a_card_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="card"):
        card(tmp_path)


def test_a_broken_card_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / CARD).write_text(json.dumps({"version": 3}), encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        card(tmp_path)


def test_another_model_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(NAMED_BY, str(tmp_path))
    assert home() == tmp_path


@given(st.floats(0, 1), st.sampled_from(["outcome", "status", "claimant", "no such field"]))
def test_a_calibrated_score_is_a_probability_and_keeps_the_order(score: float, field: str) -> None:
    low, high = model().probability(field, score / 2), model().probability(field, 0.5 + score / 2)
    assert 0 <= low <= 1
    assert 0 <= high <= 1
    assert low <= high or model().card.calibration[field][0] < 0


@given(st.lists(st.floats(-50, 50, width=32), min_size=2, max_size=9))
def test_probabilities_add_up_to_one(scores: list[float]) -> None:
    array = np.array(scores, np.float32)
    assert softmax(array).sum() == pytest.approx(1, abs=1e-4)
    assert np.exp(log_softmax(array)).sum() == pytest.approx(1, abs=1e-4)


def test_numbers_that_add_up_to_a_total_are_told_as_its_parts() -> None:
    total = Stated(words=(0, 0), outcome="killed", low=10, high=10, sentence=0)
    parts = [
        Stated(words=(n, n), outcome="killed", low=low, high=low, sentence=0) for n, low in ((3, 6), (6, 4))
    ]
    from tollbook.learned.pairs import AT

    rows = pairs([total, *parts])
    assert rows[1][0][AT["adds_up"]] == rows[2][0][AT["adds_up"]] == 1.0
    assert rows[2][1][AT["adds_up"]] == 0.0


def test_every_figure_of_the_learned_reader_says_where_each_value_comes_from() -> None:
    reading = read(SHELLED)
    assert len(reading.figures) >= 3
    for figure in reading.figures:
        assert figure.outcome.score is not None
        for value in (figure.status, figure.scope, figure.stance):
            assert value.score is not None
            assert 0 <= value.score <= 1
        assert figure.quote.exact == figure.span.of(reading.report.text)


def test_a_part_is_never_larger_than_its_whole() -> None:
    reading = read(SHELLED + " Of the 20 hurt, 31 were women.")
    by_id = {figure.id: figure for figure in reading.figures}
    for figure in reading.figures:
        whole = by_id[figure.part_of] if figure.part_of else None
        if whole and whole.count.value.high is not None:
            assert (figure.count.value.low or 0) <= whole.count.value.high


def test_what_a_rule_reads_and_the_model_does_not_believe_is_told_as_an_issue() -> None:
    rules = Reader(rules_only=True).read(report(SHELLED)).figures
    reading = read(SHELLED)
    kept = {figure.span for figure in reading.figures}
    told = [issue.span for issue in reading.issues if issue.kind is IssueKind.SET_ASIDE]
    for figure in rules:
        here = [span for span in kept if span.overlaps(figure.span)]
        assert here or any(span and span.overlaps(figure.span) for span in told)


def test_the_rules_alone_can_be_asked_for() -> None:
    figures = Reader(rules_only=True).read(report(SHELLED)).figures
    assert figures
    assert all(figure.outcome.score is None for figure in figures)


@pytest.mark.parametrize(
    "text", ["", "   ", "\n", "?", "§" * 3000, "killed " * 2000, "9" * 5000, "a" * 20000]
)
def test_a_text_of_nothing_gives_nothing_and_breaks_nothing(text: str) -> None:
    assert isinstance(read(text or " "), Reading)

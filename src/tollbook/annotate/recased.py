"""Reports in capitals or small letters: report -> the same report in ordinary case, with an issue."""

from typing import Any

import msgspec

from tollbook.annotate.truecase import truecase
from tollbook.issues import Issue, IssueKind
from tollbook.model.lettercase import ADDRESS, in_capitals, is_capitals, is_small
from tollbook.model.lexicon import lower
from tollbook.model.names import NameIndex
from tollbook.model.provenance import Sourced
from tollbook.model.report import Report


def restored(report: Report, names: NameIndex) -> tuple[Report, list[Issue]]:
    """Give a report in one case its ordinary case, with an issue that says so; any other stays as it is.

    Spans hold, because each letter stays where it was; words quoted from the text follow its new case.
    """
    small = is_small(report.text)
    if not small and not is_capitals(report.text):
        return report, []
    text = _kept(report.text, names) if small else truecase(report.text, names)
    written = "small letters; the case of names" if small else "capitals; their case"
    message = f"{report.source}, report {report.id}: the text is in {written} was put back for reading"
    todo = "check names whose case decides what they are; offsets count the text as received"
    issue = Issue(
        kind=IssueKind.NOT_UNDERSTOOD, source=report.source, message=message, todo=todo, report=report.id
    )
    made = msgspec.structs.replace(
        report,
        text=text,
        folded=True,
        title=_recased(report.title, text),
        dateline=_recased(report.dateline, text),
        outlet=_recased(report.outlet, text),
        printed=_reworded(report.printed, text),
    )
    return made, [issue]


def _kept(text: str, names: NameIndex) -> str:
    """Give a text in small letters its case; capitals that stand in it, and addresses, stay as they are."""
    made = truecase(in_capitals(text), names, small=True)
    kept = [old if old.isupper() else new for old, new in zip(text, made, strict=True)]
    for found in ADDRESS.finditer(text):
        kept[found.start() : found.end()] = found[0]
    return "".join(kept)


def _reworded(value: Any, text: str) -> Any:
    span = value.provenance.span if value else None
    return msgspec.structs.replace(value, words=span.of(text)) if span else value


def _recased(value: Sourced[str] | None, text: str) -> Sourced[str] | None:
    """Give a value read from the text its case there; a value that came beside the text stays."""
    span = value.provenance.span if value else None
    if value is None or span is None or value.provenance.rule.startswith("given."):
        return value
    words = span.of(text)
    at = lower(words).find(lower(value.value))
    cased = words[at : at + len(value.value)] if at >= 0 else " ".join(words.split())
    return msgspec.structs.replace(value, words=words, value=cased)

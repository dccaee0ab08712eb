"""A reading: everything that Tollbook took from one report."""

import msgspec

from tollbook.issues import Issue
from tollbook.model.claim import Claim, Finding
from tollbook.model.figure import Figure
from tollbook.model.mention import LoadedUse, Mention
from tollbook.model.report import Report


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """What made a reading: the extractor, the knowledge (a hash of all its files) and the model."""

    extractor: str
    knowledge: str
    parser: str
    gazetteer: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that Tollbook took from one report; figures and claims stand in text order."""

    report: Report
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    loaded: tuple[LoadedUse, ...]
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...]
    versions: Versions

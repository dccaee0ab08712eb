"""A reading: everything that Tollbook took from one report."""

import msgspec

from tollbook.issues import Issue
from tollbook.model.claim import Claim, Finding
from tollbook.model.figure import Figure
from tollbook.model.mention import LoadedUse, Mention
from tollbook.model.report import Report


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """What made a reading: extractor, knowledge (a hash of all its files), parser, gazetteer, model.

    `reader` is the version of the learned reader, or says that the rules alone read.
    """

    extractor: str
    knowledge: str
    parser: str
    gazetteer: str
    reader: str = "rules alone"


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

"""Hand-built readings of two strange texts: one in Arabic, without a lexicon, and one that is hostile."""

from example_maker import VERSIONS, Maker

from tollbook.issues import Issue, IssueKind
from tollbook.model.figure import Outcome
from tollbook.model.reading import Reading
from tollbook.model.reference import Actor, Place
from tollbook.model.report import Report

ARABIC = "قالت وكالة محلية إن 12 مدنيا قتلوا في القصف يوم الأربعاء.\n\nولم تذكر الوكالة اسم القرية."


def arabic() -> Reading:
    """Give the reading of a text in a language without a lexicon: no figures, one issue."""
    report = Report(id="waha-1", capture="cd" * 32, source="waha.txt", text=ARABIC, language="ar")
    issue = Issue(
        kind=IssueKind.LANGUAGE,
        source="waha.txt",
        message="The text is in Arabic (ar), for which there is no lexicon",
        todo="read it by hand, or add knowledge/lexicon/ar",
        report="waha-1",
    )
    return Reading(
        report=report,
        mentions=(),
        figures=(),
        claims=(),
        loaded=(),
        findings=(),
        issues=(issue,),
        versions=VERSIONS,
    )


HOSTILE = (
    '<script>document.title="owned"</script> "><img src=x onerror=alert(1)> '
    "[bold red]12 people[/bold red] were killed \x1b[31mtoday\x1b[0m, {{ 7 * 7 }} said </mark></p>."
)


def hostile() -> Reading:
    """Give the reading of a text full of markup, escapes and template words."""
    m = Maker(HOSTILE, 'x"><script>1</script>', capture="ef" * 32)
    evil = Actor(name='"><img src=x onerror=alert(2)>', label="[red]<b>someone</b>[/red]\x1b[2J")
    figure = m.figure(
        "12 people",
        Outcome.KILLED,
        12,
        12,
        claimants=(m.of(evil, '"><img src=x onerror=alert(1)>', "cue.said"),),
        place=m.of(Place(name="<svg onload=alert(3)>"), "today", "places.exact"),
    )
    report = Report(
        id=m.report,
        capture=m.capture,
        source="<b>hostile</b>.txt",
        text=HOSTILE,
        title=m.of("<script>alert(4)</script>", "<script>", "read.title"),
        outlet=m.of("[link=file:///]Evil[/link]", "today", "given"),
        language='"><script>',
    )
    issue = Issue(
        kind=IssueKind.MALFORMED,
        source="<b>x</b>",
        message="<i>seen</i> [red]",
        todo="\x1b[5mlook",
        seen="</td>",
    )
    return Reading(
        report=report,
        mentions=(),
        figures=(figure,),
        claims=(),
        loaded=(),
        findings=(),
        issues=(issue,),
        versions=VERSIONS,
    )

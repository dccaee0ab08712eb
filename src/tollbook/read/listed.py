"""Listed: the troubles of a file -> those that are told one by one, and the number of the others."""

from collections.abc import Iterator

from tollbook.issues import Issue, IssueKind

MOST = 1000
"""How many troubles of one file are told one by one, where they belong to no report."""


class Listed:
    """What was told of a file: a note is given once, and a file of nothing but troubles has an end.

    Example:
        >>> note = Issue(kind=IssueKind.NOT_UNDERSTOOD, source="a", message="a: key x", todo="", seen="x")
        >>> listed = Listed()
        >>> [len(list(listed.of(note))) for _ in range(2)]
        [1, 0]
    """

    def __init__(self) -> None:
        """Begin with no file."""
        self.source = ""
        self.noted: set[str] = set()
        self.count = 0

    def of(self, issue: Issue) -> Iterator[Issue]:
        """Give an issue if it is to be told, before it what was left untold of the file before."""
        if issue.source != self.source:
            yield from self.rest()
            self.source = issue.source
        if issue.kind is IssueKind.NOT_UNDERSTOOD and issue.seen and len(self.noted) < MOST:
            if issue.seen in self.noted:
                return
            self.noted.add(issue.seen)
        if issue.report is None:
            self.count += 1
            if self.count > MOST:
                return
        yield issue

    def rest(self) -> Iterator[Issue]:
        """Say how many troubles of a file were not told, and begin anew."""
        if self.count > MOST:
            what = f"{self.source}: {self.count - MOST:,} troubles of the same file are not listed"
            todo = "mend those that are listed, and read it again"
            yield Issue(kind=IssueKind.TOO_MANY, source=self.source, message=what, todo=todo)
        self.noted, self.count = set(), 0

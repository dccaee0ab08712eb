"""Troubles: the issues that taking in bytes gives rise to, in the same words everywhere."""

from tollbook.issues import Issue, IssueKind


def unreadable(source: str, why: str, todo: str) -> Issue:
    """Say that something cannot be read, and why.

    Example:
        >>> unreadable("a.txt", "it is gone", "look for it").message
        'a.txt cannot be read: it is gone'
    """
    message = f"{source} cannot be read: {why}"
    return Issue(kind=IssueKind.UNREADABLE, source=source, message=message, todo=todo)


def too_large(source: str, what: str, limit: int, todo: str = "split it into one file a report") -> Issue:
    """Say that something is over its limit of bytes, and was not read."""
    message = f"{source}: {what} is larger than {limit:,} bytes and was not read"
    return Issue(kind=IssueKind.TOO_LARGE, source=source, message=message, todo=todo)


def malformed(source: str, what: str, todo: str) -> Issue:
    """Say that something is broken."""
    message = f"{source}: {what}"[:1000]
    return Issue(kind=IssueKind.MALFORMED, source=source, message=message, todo=todo)


def empty(source: str, what: str) -> Issue:
    """Say that nothing is in it."""
    message = f"{source} holds no {what}"
    return Issue(kind=IssueKind.EMPTY, source=source, message=message, todo="check where it came from")


def why(error: OSError | ValueError) -> str:
    """Say in a few words why the system refused."""
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)

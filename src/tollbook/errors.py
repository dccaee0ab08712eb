"""The errors of Tollbook: one root class, and messages that say what to do.

Three things are kept apart: an *error* stops the call that raised it (a bug or a misuse), an
*issue* (see `tollbook.issues`) is a recorded fact about the data, a *note* is told to the user.
"""


class TollbookError(Exception):
    """Root of all errors that Tollbook raises; catch this to catch them all.

    Example:
        >>> try:
        ...     raise KnowledgeError("lexicon/en/harms.yaml: entry 'x' has no source", "add a source")
        ... except TollbookError as error:
        ...     print(error)
        lexicon/en/harms.yaml: entry 'x' has no source. What to do: add a source
    """

    def __init__(self, what: str, todo: str = "") -> None:
        """Keep what happened (with the report, span and value seen) and what the reader can do."""
        super().__init__(what, todo)
        self.what = what
        self.todo = todo

    def __str__(self) -> str:
        """Say what happened, then what to do."""
        return f"{self.what}. What to do: {self.todo}" if self.todo else self.what


class InvariantError(TollbookError):
    """A record that may not exist, such as a count whose low is above its high."""


class KnowledgeError(TollbookError):
    """A knowledge file that breaks its schema or whose example does not hold."""


class InputError(TollbookError):
    """A path, option or input that cannot be used at all."""


class GazetteerError(TollbookError):
    """The gazetteer cannot be built or opened."""


class ModelError(TollbookError):
    """The learned reader's files are missing, changed or unreadable."""


class EvidenceError(TollbookError):
    """A piece of evidence that cannot be kept, is missing, or is not what its hash says."""


class BookError(TollbookError):
    """A book that is not there, cannot be opened or written, or does not hold what it should."""

"""Reports: one text by one outlet at one time."""

from datetime import date

import msgspec

from tollbook.model.provenance import Sourced, Span


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One text by one outlet at one time; all offsets of its readings count `text`, in characters.

    `printed` is the date that the text itself shows, `given` the one that came beside it (a field, an
    option, a page's metadata). The report's date is the printed one where there is one, because the
    weekdays of a text fit that. `head` covers a title that stands in the text, `dateline` the place
    and date line. `folded` tells offsets of the clean text apart from those of the raw text: it is
    False where nothing was changed on the way from decoded text to clean text. `furniture` lists other
    pieces that belong to no sentence: a byline, a date line apart from the dateline, page buttons.
    `listed` is the id that the collection gave, where an earlier report had taken it already.
    """

    id: str
    capture: str
    source: str
    text: str
    outlet: Sourced[str] | None = None
    title: Sourced[str] | None = None
    printed: Sourced[date] | None = None
    given: Sourced[date] | None = None
    dateline: Sourced[str] | None = None
    head: Span | None = None
    language: str | None = None
    folded: bool = False
    furniture: tuple[Span, ...] = ()
    listed: str | None = None

    @property
    def told_from(self) -> str | None:
        """The place of the dateline, None where it holds no more than a day, an hour or the outlet."""
        line = self.dateline
        if line is None or (line.value == line.words and any(sign.isdigit() for sign in line.value)):
            return None
        return line.value

    @property
    def date(self) -> date | None:
        """The report's date: the printed one, else the given one, else None."""
        chosen = self.printed or self.given
        return chosen.value if chosen else None

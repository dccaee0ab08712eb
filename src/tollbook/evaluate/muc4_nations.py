"""Nations of the MUC-4 task: words for a people -> the name of its country on the task's list."""

import re

NATIONS = {
    "ARGENTINA": r"argentin(?:a|es?|ians?)",
    "BOLIVIA": r"bolivia(?:ns?)?",
    "BRAZIL": r"brazil(?:ians?)?",
    "CANADA": r"canad(?:a|ians?)",
    "CHILE": r"chile(?:ans?)?",
    "COLOMBIA": r"colombia(?:ns?)?",
    "COSTA RICA": r"costa ricans?",
    "CUBA": r"cubans?",
    "ECUADOR": r"ecuador(?:ans?|eans?)?",
    "EGYPT": r"egypt(?:ians?)?",
    "EL SALVADOR": r"salvador(?:ans?|eans?)",
    "FRANCE": r"french(?:m[ae]n)?",
    "GUATEMALA": r"guatemala(?:ns?)?",
    "HONDURAS": r"hondura(?:s|ns?)",
    "IRAN": r"iranians?",
    "ISRAEL": r"israelis?",
    "ITALY": r"ital(?:y|ians?)",
    "JAPAN": r"japan(?:ese)?",
    "MEXICO": r"mexic(?:o|ans?)",
    "NETHERLANDS": r"dutch",
    "NICARAGUA": r"nicaragua(?:ns?)?",
    "PANAMA": r"panamanians?",
    "PEOPLES REP OF CHINA": r"prc|chinese",
    "PERU": r"peru(?:vians?)?",
    "SPAIN": r"spa(?:in|nish|niards?)",
    "SWEDEN": r"swed(?:ish|es?)",
    "SWITZERLAND": r"swiss",
    "UNITED KINGDOM": r"british|englishm[ae]n",
    "UNITED STATES": r"u\.s\.?|(?:north )?americans?|united states|gringos?",
    "USSR": r"soviets?|ussr|russians?",
    "VENEZUELA": r"venezuela(?:ns?)?",
    "WEST GERMANY": r"(?:west )?germans?|frg",
}
_PATTERNS = {
    name: re.compile(rf"(?<![\w-])(?:{forms})(?!\w| (?:football|dollars?))", re.IGNORECASE)
    for name, forms in NATIONS.items()
}


def nation(phrase: str, land: str) -> str:
    """Give the nation whose people or property a phrase names, "" where none or that of `land`.

    Example:
        >>> nation("Spanish priests", "EL SALVADOR"), nation("Salvadoran priests", "EL SALVADOR")
        ('SPAIN', '')
    """
    bare = re.sub(r"\b(?:latin|central|south) american?s?\b", "", phrase, flags=re.IGNORECASE)
    for name, pattern in _PATTERNS.items():
        if name != land and pattern.search(bare):
            return name
    return ""

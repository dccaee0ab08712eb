"""Words that tell the kinds of the MUC-4 task: of incidents, instruments, targets, people and stages.

The tables say how the task's fixed lists, which are given in its documents, are reached from news English.
"""

import re
from collections.abc import Sequence

Table = Sequence[tuple[str, re.Pattern[str]]]


def _table(*rows: tuple[str, str]) -> Table:
    return [(name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in rows]


KINDS = _table(
    ("KIDNAPPING", r"kidnap\w*|abduct\w*|hostages?|taken captive|held captive|captors"),
    ("HIJACKING", r"hijack\w*"),
    ("FORCED WORK STOPPAGE", r"armed strike|work stoppage"),
    (
        "ARSON",
        r"arson\w*|set fire|set on fire|set afire|torch(?:ed|ing)|burn(?:ed|t|"
        r"ing)? (?:down )?(?:a|an|the|\w+) \w+",
    ),
    (
        "BOMBING",
        r"bomb(?:s|ed|ings?)?|explo(?:ded|des|sions?|sives?)|dynamit\w+|detonat\w+|blew up|"
        r"blown up|car-?bombs?",
    ),
    ("ROBBERY", r"robb(?:ed|ery|eries|ing)|stole|stolen|looted|held up"),
    (
        "ATTACK",
        r"attack\w*|kill\w*|murder\w*|assassin\w*|shot|shoot\w*|machine-?gun\w*|massacre\w*|wound\w*|slain|"
        r"execut(?:ed|ion)|ambush\w*|threat\w*|died|dead|deaths?|tortur\w+|strafed|blow up|sabotage\w*",
    ),
)
AERIAL = re.compile(
    r"\b(?:air ?force|planes?|aircraft|helicopters?|aerial|air raids?|air attacks?|strafed)\b", re.I
)
THREATENED = re.compile(r"\b(?:threat\w*|death threats?)\b", re.IGNORECASE)
ATTEMPTED = re.compile(
    r"\b(?:attempted|attempt (?:to|on|against)|tried to|unharmed|defused|deactivated|"
    r"failed|foiled|escaped)\b",
    re.I,
)
INSTRUMENTS = _table(
    ("VEHICLE BOMB", r"car-?\s?bombs?|truck bombs?|bus bombs?"),
    ("DYNAMITE", r"dynamite(?: charges?| sticks?)?|sticks of dynamite"),
    ("MINE", r"(?:land)?mines?"),
    ("GRENADE", r"(?:hand |rifle |fragmentation )?grenades?"),
    ("MOLOTOV COCKTAIL", r"molotov cocktails?"),
    ("MISSILE", r"missiles?"),
    ("ROCKET", r"rockets?"),
    ("MORTAR", r"mortars?"),
    ("MACHINE GUN", r"(?:sub)?-?machine-?\s?guns?"),
    ("HANDGUN", r"pistols?|revolvers?|handguns?"),
    ("RIFLE", r"rifles?|ak-47s?|m-16s?"),
    ("CUTTING DEVICE", r"knives|knife|machetes?|axes?|ax"),
    ("BOMB", r"bombs?"),
    ("EXPLOSIVE", r"explosive charges?|explosive devices?|explosives?"),
)
GUNFIRE = re.compile(
    r"\b(?:shot (?:dead|and|at|to)|gunned down|gunfire|shots|machine-?gunned|opened fire|riddled)\b", re.I
)
VEHICLE = (
    r"(?:buses|bus|minibus(?:es)?|trucks?|vehicles?|cars?|automobiles?|trains?|jeeps?|airplanes?|"
    r"planes?|vans?|"
    r"boats?|ships?|taxis?|ambulances?|motorcades?|helicopters?)"
)
TARGETS = _table(
    ("TRANSPORT VEHICLE", rf"{VEHICLE}(?! dealer| terminal| station)(?=$| (?:of|belonging|owned))"),
    ("DIPLOMAT OFFICE OR RESIDENCE", r"embass(?:y|ies)|consulates?|ambassador(?:'s)?"),
    ("FINANCIAL", r"banks?|banking \w+|savings \w+ branch|bank branch(?:es)?"),
    (
        "LAW ENFORCEMENT FACILITY",
        r"police (?:stations?|posts?|headquarters|precincts?)|carabineros \w+",
    ),
    (
        "ENERGY",
        r"pylons?|(?:power|electric|electrical|electricity|high-tension|high-voltage|voltage|energy|"
        r"transmission) "
        r"(?:\w+ )?(?:towers?|lines?|posts?|poles?|plants?|systems?|grid|network|facilit(?:y|ies)|"
        r"installations?)|"
        r"pipelines?|substations?|hydroelectric \w+|oil \w+|transformers?|towers?",
    ),
    (
        "COMMUNICATIONS",
        r"radio stations?|newspapers?|telephone \w+|antennas?|repeaters?|tv stations?|"
        r"telecommunications? \w+|"
        r"radio \w+|television \w+|antel \w+",
    ),
    (
        "COMMERCIAL",
        r"stores?|shops?|restaurants?|supermarkets?|hotels?|factor(?:y|ies)|business(?:es)?|theaters?|"
        r"dealerships?|markets?|drugstores?|pharmac(?:y|ies)|bars?|brothels?|gas stations?|warehouses?|"
        r"shopping \w+|plants?|clubs?",
    ),
    ("TRANSPORTATION ROUTE", r"bridges?|highways?|tracks?|railroads?"),
    ("TRANSPORTATION FACILITY", r"airports?|terminals?|train stations?"),
    (
        "POLITICAL FIGURE OFFICE OR RESIDENCE",
        r"party (?:headquarters|offices?)|campaign (?:headquarters|offices?)|(?:candidate|senator|deput|"
        r"leader)\w*",
    ),
    (
        "GOVERNMENT OFFICE OR RESIDENCE",
        r"ministr(?:y|ies)|city halls?|town halls?|mayor(?:'?s)?|government \w+|municipal \w+|"
        r"presidential \w+|president(?:'?s)?|minister(?:'?s)?|courthouses?|palaces?|departmental \w+|judge",
    ),
    ("ORGANIZATION OFFICE", r"headquarters|offices?|union \w+|institutes?"),
    ("CIVILIAN RESIDENCE", r"houses?|homes?|residences?|dwellings?|apartments?"),
    ("WATER", r"aqueducts?|water \w+|reservoirs?|dams?"),
    (
        "OTHER",
        r"church(?:es)?|temples?|schools?|universit(?:y|ies)|buildings?|hospitals?|farms?|cathedral|"
        r"monument|posts?|poles?|centers?|installations?|facilit(?:y|ies)",
    ),
    ("TRANSPORT VEHICLE", VEHICLE),
)
DESTROYED = re.compile(
    r"\b(?:destroy\w*|blew up|blown up|demolish\w*|razed|burned down|leveled)\b", re.IGNORECASE
)
DAMAGED = re.compile(r"\b(?:damag\w*|shattered|set (?:on )?fire|burn\w*|derailed)\b", re.IGNORECASE)
PEOPLE = _table(
    ("SECURITY GUARD", r"bodyguards?|security guards?|escorts?|watchm[ae]n|guards?|security agents?"),
    (
        "LEGAL OR JUDICIAL",
        r"judges?|magistrates?|attorneys?|lawyers?|prosecutors?|investigators?|judicial \w+|justice",
    ),
    (
        "DIPLOMAT",
        r"ambassadors?|diplomats?|consuls?|embassy (?:officials?|employees)|attaches?|charge d'affaires",
    ),
    (
        "FORMER GOVERNMENT OFFICIAL",
        r"(?:former|ex-?)\s?[\w ]{0,40}(?:minister|president|governor|mayor|official)s?",
    ),
    (
        "FORMER ACTIVE MILITARY",
        r"(?:retired|former|ex-?)\s?[\w ]{0,40}(?:general|colonel|commander|soldier|officer|captain)s?",
    ),
    ("LAW ENFORCEMENT", r"policem[ae]n|police|patrolm[ae]n|carabineros?|agents?|detectives?"),
    (
        "POLITICAL FIGURE",
        r"candidates?|senators?|congressm[ae]n|deput(?:y|ies)|political|party|councilm[ae]n|leaders?|"
        r"congresswom[ae]n|politicians?",
    ),
    (
        "GOVERNMENT OFFICIAL",
        r"mayors?|ministers?|governors?|officials?|president|secretary|authorities|director|"
        r"councilors?|prefects?",
    ),
    (
        "ACTIVE MILITARY",
        r"soldiers?|military|army|troops|guardsm[ae]n|lieutenants?|colonels?|generals?|sergeants?|"
        r"captains?|"
        r"majors?|officers?|national guard\w*|corporals?",
    ),
)
CIVILIANS = re.compile(
    r"\b(?:priests?|jesuits?|peasants?|people|persons?|civilians?|students?|teachers?|"
    r"journalists?|reporters?|women|"
    r"woman|children|workers?|unionists?|citizens?|bishops?|archbishop|nuns?|"
    r"businessm[ae]n|doctors?|villagers?)\b",
    re.IGNORECASE,
)
MILITARY = frozenset(["ACTIVE MILITARY", "LAW ENFORCEMENT"])
REBELS = re.compile(
    r"\b(?:guerr?illas?|rebels?|terrorists?|subversives?|extremists?|insurgents?|"
    r"drug traffickers?|traffickers?|"
    r"criminals?|hit ?m[ae]n|kidnappers?|narcos?)\b",
    re.IGNORECASE,
)
DOER = (
    r"(?:(?:a group of|a band of|group of|members of|presumed|alleged|suspected|heavily|unidentified|"
    r"unknown|"
    r"armed|hooded|masked|young|urban|uniformed|paid|two|three|four|five|six|several|leftist|rightist|"
    r"guerrilla|"
    r"terrorist|rebel|individuals?|m[ae]n|persons?)\s+){0,4}"
    r"(?:guerr?illas|rebels|terrorists|subversives|extremists|insurgents|drug traffickers|gunm[ae]n|"
    r"assailants|"
    r"assassins?|hit ?m[ae]n|kidnappers|criminals|commandos?|soldiers|individuals|death squads?|"
    r"paramilitary (?:groups?|squads?|m[ae]n)|(?:armed|unidentified|hooded|uniformed|young|masked|unknown|"
    r"well-dressed|military)\s+(?:m[ae]n|persons?|people|individuals?|youths?|subjects?))"
)
BAND = (
    r"(?:(?:[\w.-]+\s+){0,3}?(?:members|troops|military m[ae]n|officers|columns?|squads?|mafias?|gangs?|"
    r"(?:armed |guerrilla |rebel |militia |commando )(?:units?|groups?)|killers|murderers|assailants|"
    r"mercenaries|"
    r"fighters|youths)|(?:a )?group of (?:people|men|persons)|men)"
)
DOERS = re.compile(rf"\b{DOER}\b", re.IGNORECASE)
BY_DOERS = re.compile(rf"\bby (?:the |an? |some )?({DOER}|{BAND})\b", re.IGNORECASE)
DOERS_DID = re.compile(
    rf"\b({DOER})(?:\s+(?:who|that|have|has|had|yesterday|today|then|also|[\w-]+ly)){{0,3}}\s+(?:kill|"
    rf"murder|attack|"
    r"kidnap|abduct|shot|shoot|fire|open|machine-?gun|ambush|blew|burn|set|assassinat|storm|raid|"
    r"destroy|plac|"
    r"threw|hurl|plant|stole|seiz|took|detonat|dynamit|intercept|enter|burst|wound)\w*",
    re.IGNORECASE,
)
MEMBERS = re.compile(
    rf"(?:{DOER}|(?:presumed |alleged )?(?:members|guerrillas|units|elements|commandos?|columns?|cells?|"
    rf"leaders?))"
    r"\b.*\b(?:of|from) the\b",
    re.IGNORECASE,
)
SOLDIERS = re.compile(
    r"\b(?:soldiers|troops|officers|military m[ae]n|uniformed|policem[ae]n|agents)\b", re.IGNORECASE
)
STATE = re.compile(
    r"\b(?:army|armed forces|air force|police|soldiers|government|military|treasury police|troops|"
    r"brigade)\b",
    re.I,
)
CLASH = re.compile(
    r"\b(?:clash\w*|combats?|battles?|offensive|fighting|skirmish\w*|confrontations?|enemy|"
    r"casualties (?:to|on)|fell in (?:combat|action)|(?:suffered|inflicted) \w+ casualties)\b",
    re.I,
)
ACCIDENT = re.compile(
    r"\b(?:crash(?:ed|es|ing)?|accidents?|earthquakes?|floods?|collided|drowned|natural causes|"
    r"heart attack|"
    r"cancer|illness)\b",
    re.IGNORECASE,
)
MEANT = re.compile(
    r"\b(?:attack\w*|bomb\w*|explo\w+|murder\w*|assassin\w*|shot|shoot\w*|kidnap\w*|grenades?|dynamit\w+|"
    r"guerrillas?|terrorists?|sabotage\w*|ambush\w*)\b",
    re.IGNORECASE,
)
NOMINAL = re.compile(
    r"\b(murders?|assassinations?|killings?|slayings?|massacres?|kidnappings?|abductions?|"
    r"attacks?|attempts?|deaths?)"
    r"(?: \w+){0,2}? (?:of|against|on the life of)\s+((?:[A-Z\w][\w.'-]*\s+){0,6}?[\w.'-]+)"
    r"(?=\s*(?:[,.;:\[(]|\b(?:in|on|at|by|who|which|that|was|were|is|are|has|have|had|and|"
    r"took|occurred|for|during|from|"
    r"as|will|yesterday|today|last|this|to|when|after|before)\b))"
)
PEOPLES = re.compile(
    r"(?:(?:salvador|colombi|peruvi|chile|guatemal|hondur|bolivi|ecuador|argentini|panamani|nicaragu|mexic|"
    r"venezuel|americ|cub|brazili|german|itali)\w*ns?|argentines?|spanish|french|british|u\.?s\.?)",
    re.IGNORECASE,
)
CLAIMED = re.compile(
    r"\b(?:claim(?:ed|ing|s)? (?:\w+ )?(?:responsibility|credit|authorship)|(?:took|accepted) (?:credit|"
    r"responsibility)|"
    r"(?:admitted|acknowledged) (?:\w+ )?(?:responsibility|having|that (?:it|they|he|its)|killing))\b",
    re.IGNORECASE,
)
OURS = re.compile(r"\bour (?:fighters|forces|guerrillas|units|combatants|troops|commandos)\b", re.IGNORECASE)
ACCUSED = re.compile(
    r"\b(?:accus\w+|blam\w+|suspect\w+|attribut\w+|presum\w+|alleg\w+|apparently|held responsible|"
    r"charged)\b",
    re.I,
)
AUTHORITY = re.compile(
    r"\b(?:police|army|authorit\w+|military|government|officials?|minister|president|armed forces)\b", re.I
)
FREED = re.compile(
    r"\b(?:released|freed|rescued|regained (?:his|her|their) freedom|set free|escaped)\b", re.IGNORECASE
)
UNHARMED = re.compile(
    r"\b(?:no (?:casualties|victims|injuries|deaths)|no one was (?:hurt|injured|killed)|"
    r"unharmed|unhurt|uninjured|"
    r"there were no (?:casualties|victims|injuries))\b",
    re.IGNORECASE,
)


def is_accident(said: str) -> bool:
    """Tell whether a sentence speaks of a mishap or a natural death, and of no violence.

    Example:
        >>> is_accident("Ten died when the bus crashed."), is_accident("The bombed bus crashed.")
        (True, False)
    """
    return bool(ACCIDENT.search(said)) and not MEANT.search(said)


def first(table: Table, text: str) -> tuple[str, re.Match[str]] | None:
    """Give the first row of `table` that `text` holds a word of, with the match.

    Example:
        >>> first(PEOPLE, "the mayor of Tambril")[0]
        'GOVERNMENT OFFICIAL'
    """
    for name, pattern in table:
        if found := pattern.search(text):
            return name, found
    return None


def person_kind(description: str) -> str:
    """Give the task's kind of a human target by its description; civilian where nothing says otherwise."""
    found = first(PEOPLE, description)
    return found[0] if found else "CIVILIAN"

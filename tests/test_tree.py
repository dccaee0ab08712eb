"""The shape of the source tree: what may import what, how long a file may be, which words are used."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "tollbook"
BEFORE_BOOK = ("archive", "read", "annotate", "qualify", "extract", "learned", "resolve")
STAGES = (*BEFORE_BOOK, "link", "reconcile", "review", "publish", "book", "desk")
SHARED = ("model", "errors", "issues", "version")
# These alone know the order of the stages, or look at all of them.
OVER_ALL = {
    "__init__.py",
    "__main__.py",
    "cli.py",
    "cli_evaluate.py",
    "cli_train.py",
    "telling.py",
    "trace.py",
    "checks.py",
}
OVER_ALL |= {"add_actors.py", "cli_actors.py", "explain_actors.py"}
OVER_ALL |= {
    "cli_book.py",
    "cli_gazetteer.py",
    "cli_knowledge.py",
    "cli_place.py",
    "keeping.py",
    "knowing.py",
    "met.py",
}
OVER_ALL |= {
    "cli_link.py",
    "linking.py",
    "touching.py",
    "portions.py",
    "containing.py",
    "linking_why.py",
    "cli_toll.py",
    "tolling.py",
    "spoken.py",
    "cli_serve.py",
    "serving.py",
}
OVER_ALL |= {"cli_sources.py", "cli_feeds.py", "cli_search.py", "cli_reread.py", "cli_export.py"}
# The desk looks at the book, at decisions and at words for people through these alone.
OVER_ALL |= {"desk/data.py", "desk/incidents.py", "desk/listing.py", "desk/words.py"}
OVER_ALL |= {
    "desk/known.py",
    "desk/mapping.py",
    "desk/map_sum.py",
    "desk/overview.py",
    "desk/outlets.py",
    "tallying.py",
    "counting.py",
}
OVER_ALL |= {"regrouping.py", "regrouped.py", "choosing.py", "desk/incident_changes.py", "desk/evidence.py"}
OVER_ALL |= {
    "cli_decide.py",
    "cli_work.py",
    "working.py",
    "rereading.py",
    "exporting.py",
    "saving.py",
    "feeding.py",
}
# These use what the flow gives, as a reader of readings does: the flow itself, ways to run it, publish.
FLOW = ("", "Reader", "reports", "read_paths", "event_type", "swap")
CONSUMERS = {"evaluate": (*FLOW, "publish", "running", "reconcile", "link")}
LONGEST = 300
AVERAGE = 150
# Files above the limit, each with the reason why it is not split.
LONG_FILES: dict[str, str] = {}


def sources() -> list[Path]:
    """Give every Python file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imported(tree: ast.AST) -> list[tuple[int, str]]:
    """Give the Tollbook modules that a file imports, with the line of each."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: import by the full name, not relatively"
            whole = node.module or ""
            found += [
                (node.lineno, f"{whole}.{alias.name}" if whole == "tollbook" else whole)
                for alias in node.names
            ]
    return [(line, module) for line, module in found if module.split(".")[0] == "tollbook"]


def offences(path: str, source: str) -> list[str]:
    """Name each import of `source` that the file at `path` (below the package) may not make."""
    home = path.split("/")[0]
    if path in OVER_ALL:
        return []
    own = (home,) if home in STAGES or home in CONSUMERS else ()
    allowed = {*SHARED, *own, *CONSUMERS.get(home, ())}
    return [
        f"{path}, line {line}: imports {module}"
        for line, module in imported(ast.parse(source))
        if (module.split(".")[1] if "." in module else "") not in allowed
    ]


@pytest.mark.parametrize(
    ("path", "source", "is_allowed"),
    [
        ("extract/figures.py", "from tollbook.model.figure import Figure", True),
        ("extract/figures.py", "from tollbook.extract.slots import fill", True),
        ("extract/figures.py", "from tollbook.annotate.dates import find", False),
        ("extract/figures.py", "from tollbook import annotate", False),
        ("extract/figures.py", "import tollbook.resolve.places", False),
        ("extract/figures.py", "import tollbook", False),
        ("model/figure.py", "from tollbook.read import report", False),
        ("cli.py", "from tollbook.read import report", True),
        ("evaluate/figures.py", "import tollbook", True),
        ("evaluate/figures.py", "from tollbook import Reader", True),
        ("evaluate/figures.py", "from tollbook.publish.figures import to_scored", True),
        ("evaluate/figures.py", "from tollbook.annotate.events import event_type", False),
        ("extract/figures.py", "from tollbook.evaluate import SETS", False),
    ],
)
def test_a_stage_may_import_the_model_and_itself_and_no_other_stage(
    path: str, source: str, is_allowed: bool
) -> None:
    assert (offences(path, source) == []) is is_allowed


def test_no_file_of_a_stage_imports_another_stage() -> None:
    found = [line for path in sources() for line in offences(name(path), path.read_text("utf-8"))]
    assert found == [], "\n".join(
        ["a stage imports only tollbook.model, errors, issues and version:", *found]
    )


def test_every_folder_of_code_is_a_stage_or_the_model() -> None:
    folders = {name(path).split("/")[0] for path in sources() if "/" in name(path)}
    assert folders <= {*STAGES, *CONSUMERS, "model"}, "name a new stage in this test and in the flow"


def test_knowledge_holds_no_code() -> None:
    assert sorted((PACKAGE / "knowledge").rglob("*.py")) == []


@cache
def length(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_files_stay_short_enough_to_hold_in_mind() -> None:
    long = {name(path): length(path) for path in sources() if length(path) > LONGEST}
    unexplained = {path: lines for path, lines in long.items() if not LONG_FILES.get(path)}
    assert unexplained == {}, f"split these, or give the reason in LONG_FILES: {unexplained}"
    assert sorted(LONG_FILES) == sorted(set(LONG_FILES) & set(long)), (
        "LONG_FILES names a file that is short again"
    )


def test_the_average_file_stays_within_its_measure() -> None:
    lengths = [length(path) for path in sources()]
    assert sum(lengths) / len(lengths) <= AVERAGE


def model_classes() -> dict[str, str]:
    """Give the public classes of `model` with the module that holds each."""
    found: dict[str, str] = {}
    for path in sorted((PACKAGE / "model").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name] = f"tollbook.model.{path.stem}"
    return found


def glossary() -> str:
    return (ROOT / "GLOSSARY.md").read_text("utf-8")


def test_every_public_class_of_the_model_stands_in_the_glossary() -> None:
    named = set(re.findall(r"`([A-Z]\w+)`", glossary()))
    missing = sorted(set(model_classes()) - named)
    assert missing == [], "explain these in GLOSSARY.md"


def test_every_class_that_the_glossary_names_is_in_the_model() -> None:
    named = set(re.findall(r"`([A-Z]\w+)`", glossary()))
    assert sorted(named - set(model_classes())) == []


def test_the_glossary_is_in_alphabetical_order() -> None:
    words = re.findall(r"^\| \*\*([^*]+)\*\*", glossary(), re.MULTILINE)
    assert len(words) > 20
    assert words == sorted(words, key=str.lower)


def tracked() -> list[Path]:
    """Give the files under version control, or all files outside hidden folders in an unpacked archive."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [
            ROOT / path for path in listed.stdout.decode().split("\0") if path and (ROOT / path).is_file()
        ]
    return [p for p in ROOT.rglob("*") if p.is_file() and not any(part[0] == "." for part in p.parts)]


# Written apart, so that this file does not name them either.
HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("".join(("python", "hosted")), "org"),
        ("npmjs", "org"),
        ("deb", "debian", "org"),
        ("yarnpkg", "com"),
    ]
]


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked()
        for host in HOSTS
        if host in path.read_bytes().decode("utf-8", "replace")
    ]
    assert found == []


@pytest.mark.parametrize("lock", ["constraints.txt", "constraints-dev.txt"])
def test_every_pinned_package_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=sha256:)", text, re.MULTILINE)
    pins = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert pins
    assert [pin.split()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


def test_the_tests_install_what_users_install() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==.*(?= \\)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))

    assert pins("constraints.txt") < pins("constraints-dev.txt")

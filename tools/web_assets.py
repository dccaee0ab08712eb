"""Bring what the desk shows in a browser from the npm registry into the package: fonts, htmx, the map.

    python tools/web_assets.py

Versions and hashes stand in web/package-lock.json; no script of a package is run, nothing is bundled. The
files lie in src/tollbook/desk/vendor, which git ignores and the wheel carries. Where npm is missing, the
desk works without map and fonts; this says so and ends well.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
WEB = ROOT / "web"
TO = ROOT / "src" / "tollbook" / "desk" / "vendor"
MODULES = WEB / "node_modules"
FONTS = [
    f"@fontsource/noto-sans/files/noto-sans-{part}-{weight}-normal.woff2"
    for part in ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
    for weight in (400, 600)
] + [
    f"@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-{weight}-normal.woff2"
    for weight in (400, 600)
]
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-shared.mjs": "maplibre-gl-shared.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl.css",
    "pmtiles/dist/pmtiles.js": "pmtiles.js",
    **{path: path.rsplit("/", 1)[1] for path in FONTS},
}
LICENCES = {
    "htmx.org/LICENSE": "htmx.txt",
    "maplibre-gl/LICENSE.txt": "maplibre-gl.txt",
    "@fontsource/noto-sans/LICENSE": "noto-sans.txt",
    "@fontsource/noto-sans-arabic/LICENSE": "noto-sans-arabic.txt",
}
MISSING = """The files for browsers could not be brought: the desk will work without map and fonts.
What to do: install Node.js 20 or later (on Debian: apt-get install nodejs npm), then run make assets."""


def current() -> bool:
    """Tell whether the files are those of the lock file as it stands."""
    mark = TO / ".lock"
    return mark.is_file() and mark.read_bytes() == (WEB / "package-lock.json").read_bytes()


def bring() -> bool:
    """Install by the lock file and copy what is used; False where npm is missing or cannot reach anything."""
    npm = shutil.which("npm")
    if npm is None:
        print(MISSING, file=sys.stderr)
        return False
    done = subprocess.run(  # noqa: S603  # npm, with our own arguments
        [npm, "ci", "--ignore-scripts", "--silent"], cwd=WEB, check=False, timeout=600
    )
    if done.returncode:
        print(
            f"npm ci ended with {done.returncode}: the desk will work without map and fonts", file=sys.stderr
        )
        return False
    work = TO.with_name("vendor.new")
    shutil.rmtree(work, ignore_errors=True)
    (work / "licences").mkdir(parents=True)
    for path, name in FILES.items():
        shutil.copyfile(MODULES / path, work / name)
    for path, name in LICENCES.items():
        shutil.copyfile(MODULES / path, work / "licences" / name)
    shutil.copyfile(WEB / "package-lock.json", work / ".lock")
    shutil.rmtree(TO, ignore_errors=True)
    work.rename(TO)
    return True


if __name__ == "__main__":
    if not current():
        bring()

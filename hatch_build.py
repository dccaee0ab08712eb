"""The build hook: the wheel carries what the desk shows in a browser (see tools/web_assets.py)."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebAssets(BuildHookInterface):  # type: ignore[type-arg]  # hatchling does not export its configuration
    """Brings the files in before a wheel is built; an editable install leaves that to `make assets`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run tools/web_assets.py, unless the files are there."""
        if version == "editable":
            return
        path = Path(self.root) / "tools" / "web_assets.py"
        spec = importlib.util.spec_from_file_location("web_assets", path)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(path)
        tool = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(tool)
        if not tool.current():
            tool.bring()

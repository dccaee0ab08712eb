"""The steps by which the tables of a book came about, and the function that takes a book to the newest."""

from functools import cache
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from tollbook.book.schema import METADATA
from tollbook.errors import BookError


@cache
def steps() -> ScriptDirectory:
    """Give the steps that are shipped."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def standing(connection: Connection) -> str | None:
    """Give the step at which a database stands; None where it holds no book."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(connection: Connection) -> None:
    """Take a database to the newest step, within the transaction that is open.

    Raises:
        BookError: where the database was made by a newer Tollbook.
    """
    shipped = steps()
    at = standing(connection)
    if at == shipped.get_current_head():
        return
    if at is not None and at not in {step.revision for step in shipped.walk_revisions()}:
        raise BookError(
            f"the book was made by a newer Tollbook (step {at})", "use that version or a newer one"
        )

    def run(revision: Any, _context: Any) -> Any:
        return shipped._upgrade_revs("head", revision)

    with EnvironmentContext(Config(), shipped, fn=run) as environment:
        environment.configure(connection=connection, target_metadata=METADATA)
        environment.run_migrations()

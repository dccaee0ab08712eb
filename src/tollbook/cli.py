"""The command `tollbook`."""


def main() -> None:
    """Run the command."""

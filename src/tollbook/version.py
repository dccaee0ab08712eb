"""The version of Tollbook, written into every reading."""

__version__ = "0.1.0"
EXTRACTOR = f"tollbook {__version__}"

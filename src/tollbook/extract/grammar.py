"""Small words by role, from knowledge: what joins a number, a noun and a harm word."""

from tollbook.model.roles import role as role_of


def words(role: str) -> frozenset[str]:
    """Give the words of one role, in lower case.

    Example:
        >>> "could" in words("modal")
        True
    """
    return role_of(role)

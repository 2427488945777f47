"""A legal basis as an editor types it: one citation a line."""

from __future__ import annotations

import re

from yichuang.catalogue.public import Basis, bases_from


def said_basis(basis: Basis) -> str:
    """Return one basis as a line."""
    if not basis.law_name:
        return basis.quoted
    article = f"第{basis.article}条" if basis.article else ""
    clause = f"第{basis.clause}款" if basis.clause else ""
    return f"《{basis.law_name}》{article}{clause}"


def said(bases: tuple[Basis, ...]) -> str:
    """Return the bases as lines."""
    return "\n".join(said_basis(one) for one in bases)


def read(text: str, before: tuple[Basis, ...]) -> tuple[Basis, ...]:
    """Return the bases of the lines; one that stood there before stays as it was.

    A new line counts as cited where the law table knows law and article, else as quoted.
    """
    if _lines(text) == _lines(said(before)):
        return before
    known = {said_basis(one): one for one in before}
    found: list[Basis] = []
    for line in _lines(text):
        found += [known[line]] if line in known else bases_from(line)
    return tuple(dict.fromkeys(found))


def _lines(text: str) -> list[str]:
    lines = (re.sub(r"\s+", "", line) for line in text.splitlines())
    return [line for line in dict.fromkeys(lines) if line]

"""A legal basis as an editor types it: one citation a line."""

from __future__ import annotations

import re

from yichuang.catalogue.public import Basis, BasisStatus

_CITATION = re.compile(
    r"《(?P<law>[^《》]{2,100})》(?:第(?P<article>[0-9]{1,4})条)?(?:第(?P<clause>[0-9]{1,2})款)?$"
)


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

    A new line counts as quoted: the law table is asked when the guide is checked.
    """
    if _lines(text) == _lines(said(before)):
        return before
    known = {said_basis(one): one for one in before}
    return tuple(known.get(line) or _quoted(line) for line in _lines(text))


def _lines(text: str) -> list[str]:
    lines = (re.sub(r"\s+", "", line) for line in text.splitlines())
    return [line for line in dict.fromkeys(lines) if line]


def _quoted(line: str) -> Basis:
    match = _CITATION.fullmatch(line)
    if match is None:
        return Basis(BasisStatus.QUOTED, quoted=line)
    return Basis(
        BasisStatus.QUOTED,
        law_name=match["law"],
        article=int(match["article"] or 0),
        clause=int(match["clause"] or 0),
        quoted=line,
    )

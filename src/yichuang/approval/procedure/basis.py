"""How a guide's own basis is cited, where no article of the licensing law binds."""

from __future__ import annotations

from yichuang.catalogue.pure import Basis


def first_citation(found: tuple[Basis, ...]) -> str:
    """Return the first of a guide's bases as an event names it; empty if there is none."""
    basis = next(iter(found), None)
    if basis is None:
        return ""
    if not basis.law_name:
        return basis.quoted
    return f"《{basis.law_name}》" + (f"第{basis.article}条" if basis.article else "")

"""The organs that rows of matters name: found in the directory, or entered there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from yichuang.directory import public as directory
from yichuang.kernel.public import NotFound, sm3

from .rows import OrganNamed, RowFinding
from .selectors import today

_CODE_DIGITS = 11

OrganResolver = Callable[
    [Sequence[OrganNamed]], tuple[Mapping[OrganNamed, str], Sequence[RowFinding]]
]


def organ_code(organ: OrganNamed) -> str:
    """Return the 18 characters an organ is known by here.

    Its credit code where the source gives one, else a local code ("L", 6 digits of the division,
    11 of a digest), the same for the same source code.
    """
    if len(organ.code) == 18 and organ.code.isascii() and organ.code.isalnum():
        return organ.code
    named = organ.code or organ.name
    digest = sm3(f"{organ.region}|{named}".encode()).hex().upper()
    return f"L{organ.region[:6]}{digest[:_CODE_DIGITS]}"


def enter_organs(
    named: Sequence[OrganNamed],
) -> tuple[dict[OrganNamed, str], list[RowFinding]]:
    """Return each organ's code, entering in the directory those it does not know, and doubts.

    An organ that the directory knows keeps the name it has there. One it will not take is reported;
    its matters are kept under its code.
    """
    codes = {organ: organ_code(organ) for organ in named}
    missing = {code: organ for organ, code in reversed(codes.items()) if not _known(code)}
    rows = [
        {"code": code, "name": organ.name, "region": organ.region}
        for code, organ in missing.items()
    ]
    report = directory.import_organs(rows, as_of=today())
    findings = [
        RowFinding("", 0, fault.column, fault.rule, fault.value, "在机构管理中补录", error=False)
        for fault in report.rejected
    ]
    return codes, findings


def _known(code: str) -> bool:
    try:
        directory.organ_by_code(code)
    except NotFound:
        return False
    return True

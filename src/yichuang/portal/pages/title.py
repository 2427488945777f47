"""By what right a matter is handled, in whose name, and who watches: as a guide tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yichuang.approval.public import TitlePin, title_of_matter
from yichuang.catalogue.public import EditionRow
from yichuang.directory.public import PowerTransferred, TitleNotInForce, today

from ..words import TITLES, Words


@dataclass(frozen=True, slots=True)
class Right:
    """The title as of today; without one, `why_not` says where to go instead."""

    title: TitlePin | None
    why_not: Words = ""

    @property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return what a guide adds where the power is not the organ's own by law."""
        title = self.title
        if title is None or title.kind == "own":
            return ()
        found = [
            (_("行使依据"), f"{TITLES[title.kind]}{_('：')}{title.basis}"),
            (_("以谁的名义作出"), title.organ_name if title.acting_organ else ""),
            (_("原行使机关"), title.from_organ if title.kind == "transferred" else ""),
            (_("事后监管机关"), title.supervising_organ),
        ]
        return tuple({"key": key, "value": value} for key, value in found if value)


def right_of(row: EditionRow) -> Right:
    """Return by what right a matter's organ takes a case today, or why it takes none."""
    try:
        return Right(title_of_matter(row, today()))
    except PowerTransferred as gone:
        told = _("这项职权已经划转，请向%(organ)s申请")
        return Right(None, told % {"organ": gone.facts["competent_organ"]})
    except TitleNotInForce:
        return Right(None, _("这个机关现在不行使这项职权"))

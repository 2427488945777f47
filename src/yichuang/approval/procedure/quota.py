"""Licences of limited number (有数量限制): in the order of acceptance; LicLaw 行政许可法 57."""

from __future__ import annotations

from ..errors import NotInTurn, QuotaFull
from ..state import ApplicationState
from .facts import Facts, licensing

ARTICLE = "LicLaw 57"


def refuse_out_of_turn(state: ApplicationState, facts: Facts) -> None:
    """Let nobody be granted what an earlier application may still take up.

    A renewal or change takes no new place. Raises QuotaFull, NotInTurn.
    """
    room = facts.room
    if room is None or state.of is not None or licensing(state, ARTICLE) is None:
        return
    if room.left < 1:
        raise QuotaFull(article=ARTICLE, limit=room.limit)
    if room.earlier >= room.left:
        raise NotInTurn(article=ARTICLE, earlier=room.earlier, left=room.left)

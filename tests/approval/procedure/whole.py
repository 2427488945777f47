"""The whole second telling: every part's model, guides and moves together."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.catalogue.content import EditionContent

from . import model as m
from . import model_fees as mf
from . import model_handup as mu
from . import model_renewal as mr
from . import moves_fees, moves_handup, moves_hearing, moves_turns

AnyMove = moves_turns.AnyMove | moves_fees.Move


@dataclass
class Application(mu.Application, mf.Application, mr.Application):
    """An application in which everything may happen."""


MATTERS: dict[str, tuple[EditionContent, m.Matter]] = {
    **moves_fees.MATTERS,
    **moves_handup.MATTERS,
}
MOVES: tuple[AnyMove, ...] = (
    *moves_hearing.MOVES,
    *moves_fees.FEES,
    *moves_handup.HAND_UPS,
)
BY_NAME: dict[str, AnyMove] = {move.name: move for move in MOVES}

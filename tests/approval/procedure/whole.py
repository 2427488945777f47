"""The whole second telling: every part's model, guides and moves together."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.catalogue.content import EditionContent

from . import model as m
from . import model_delivery as md
from . import model_fees as mf
from . import model_handup as mu
from . import model_renewal as mr
from . import moves_delivery, moves_fees, moves_handup, moves_hearing, moves_turns

AnyMove = moves_turns.AnyMove | moves_fees.Move


@dataclass
class Application(md.Application, mu.Application, mf.Application, mr.Application):
    """An application in which everything may happen."""

    def refuse_unpaid(self) -> None:
        if self.status in {"granted", "issued"} and self.unpaid() and not self.by_law_alone():
            raise m.No

    def by_law_alone(self) -> bool:
        return mr.Application.by_law_alone(self)


MATTERS: dict[str, tuple[EditionContent, m.Matter]] = {
    **moves_fees.MATTERS,
    **moves_handup.MATTERS,
}
GUIDES: dict[str, tuple[EditionContent, m.Matter]] = {**MATTERS, **moves_fees.DEBTS}
MOVES: tuple[AnyMove, ...] = (
    *moves_hearing.MOVES,
    *moves_fees.FEES,
    *moves_handup.HAND_UPS,
)
# Tried only where there is, or soon will be, a result: elsewhere a choice doubles every state.
DELIVERIES: tuple[AnyMove, ...] = moves_delivery.MOVES
BY_NAME: dict[str, AnyMove] = {move.name: move for move in (*MOVES, *DELIVERIES)}

"""What a hand-up to an organ above cannot go with. Pure; LicLaw 行政许可法 35, 43."""

from __future__ import annotations

from collections.abc import Iterator

from .content import EditionContent, HandlingKind, PowerType
from .steps import is_table


def why_no_hand_up(content: EditionContent) -> Iterator[tuple[str, str, str]]:
    """Yield element, article and mend of what a hand-up cannot go with."""
    if content.power_type is not PowerType.LICENCE:
        mend = "初审后报送上级机关只适用于行政许可:删除报送上级机关"
        yield "hand_up", "LicLaw 35", mend
    if content.handling_kind is HandlingKind.INSTANT:
        yield "handling_kind", "LicLaw 43", "当场办结的事项不报送上级机关:改为承诺件"
    if content.on_promise is not None:
        yield "on_promise", "LicLaw 35", "本机关不作决定:删除告知承诺"
    before = [step for step in content.steps if step.act != "approval.decide"]
    own = [step for step in before if not step.above]
    if not own:
        yield "steps", "LicLaw 35", "写明本机关初审的环节"
    elif before[: len(own)] != own:
        yield "steps", "LicLaw 35", "上级机关的环节排在本机关的环节之后"
    if is_table(content.steps):
        yield "steps", "LicLaw 35", "报送上级机关的，环节依次办理：删除并行、条件、退回和征求意见"

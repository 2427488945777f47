"""The table of handling steps of an edition (环节表), and what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yichuang.flow import public as flow

from .content import EditionContent, Step

DECIDES = "approval.decide"
DECISION = Step("decide", "决定", DECIDES)
RULES = frozenset(rule.value for rule in flow.Rule)


def in_order(content: EditionContent) -> tuple[Step, ...]:
    """Return the steps with the decision last, wherever the guide lists it, or does not."""
    before = tuple(step for step in content.steps if step.act != DECIDES)
    decision = next((step for step in content.steps if step.act == DECIDES), DECISION)
    return (*before, decision)


def is_table(steps: tuple[Step, ...]) -> bool:
    """Return whether steps are more than a list: in parallel, on a condition, sent back."""
    return any(
        step.after is not None
        or step.when
        or step.back_to
        or step.organs
        or step.rule != "everyone"
        or step.silence
        or step.same_officer
        for step in steps
    )


def rows_of(content: EditionContent) -> tuple[flow.Step, ...]:
    """Return the rows as the game knows them, sound or not.

    A row that does not say so comes behind the one above it; a decision, behind every row that
    none waits for.
    """
    rows: list[flow.Step] = []
    *before, decision = in_order(content)
    for step in before:
        above = (rows[-1].code,) if rows else ()
        rows.append(_row(step, above if step.after is None else step.after))
    waited_for = {code for row in rows for code in row.after}
    ends = tuple(row.code for row in rows if row.code not in waited_for)
    rows.append(_row(decision, ends if decision.after is None else decision.after))
    return tuple(rows)


def _row(step: Step, after: tuple[str, ...]) -> flow.Step:
    return flow.Step(
        code=step.code,
        name=step.name,
        after=after,
        when=step.when.strip(),
        back_to=step.back_to,
        heads=step.people,
        organs=step.organs,
        rule=flow.Rule(step.rule) if step.rule in RULES else flow.Rule.EVERYONE,
        silence=step.silence,
        same_officer=step.same_officer,
        separate=bool(step.separate),
    )


def steps_of(content: EditionContent) -> flow.Steps:
    """Return the table of steps. Raises StepsUnsound with every flaw."""
    return flow.Steps(rows_of(content))


def flaws_of(content: EditionContent) -> Iterator[flow.Flaw]:
    """Yield what keeps the steps from being run; a table is played to its end for it.

    `too_large` is no flaw of the table: it could not be played to its end.
    """
    for step in content.steps:
        if step.rule not in RULES:
            yield flow.Flaw("rule", step.code, step.rule)
        if step.silence and step.period is None:
            yield flow.Flaw("silence_without_period", step.code)
    rows = rows_of(content)
    if found := flow.flaws(rows):
        yield from found
        return
    if is_table(content.steps):
        answers = {one.code: one.answers for one in content.situations}
        seen = flow.survey(flow.Steps(rows), answers)
        yield from seen.flaws
        if not seen.complete:
            yield flow.Flaw("too_large", "", str(seen.markings))


def side_by_side(content: EditionContent) -> dict[str, tuple[str, ...]]:
    """Return for each step the steps that run in parallel with it (并行), in the table's order.

    Two steps run in parallel when neither comes behind the other, however far.
    """
    rows = rows_of(content)
    after = {row.code: row.after for row in rows}
    before = {row.code: _all_before(row.code, after) for row in rows}
    return {
        code: tuple(
            other
            for other in before
            if other != code and other not in before[code] and code not in before[other]
        )
        for code in before
    }


def _all_before(code: str, after: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return all that a step waits for, however far; a circle ends, an unknown step has none."""
    seen: set[str] = set()
    stack = list(after[code])
    while stack:
        if (one := stack.pop()) not in seen:
            seen.add(one)
            stack += after.get(one, ())
    return frozenset(seen)


def questions_of(content: EditionContent) -> frozenset[str]:
    """Return the questions whose answers decide which steps are taken."""
    asked = (step.when for step in content.steps if step.when not in {"", flow.OTHERWISE})
    return frozenset().union(*(flow.read_condition(when).answers for when in asked))


# What is wrong, by the game's word for it → what to do about it; %s is what it is about.
MENDS = {
    "rule": "规则只有各方均须发表、一票否决、过半数三种",
    "silence_without_period": "逾期视为同意的环节，写明环节时限",
    "twice": "两个环节的代码相同，改为不同",
    "code": "写明环节的代码",
    "heads": "办理人数至少一人",
    "organs": "征求意见的机关至少两个，不重复",
    "same_officer": "同一人自动通过只用于一个人办理、只在一个环节之后的环节，不与另一人办理并用",
    "unknown_step": "没有环节“%s”：核对环节的代码",
    "condition": "条件读不懂（%s）：只写对情形问题的回答和前面环节结果的判断",
    "circle": "环节互相等待，成了环：%s",
    "leads_nowhere": "这个环节之后没有环节：让决定或者别的环节等它",
    "decision_on_condition": "决定不设条件",
    "decision_by_silence": "决定不因逾期作出",
    "back_not_before": "“%s”不在它前面，不能退回到那里",
    "otherwise_alone": "“其余情形”须有并列的、各有条件的环节",
    "asks_later_step": "条件问了不在它前面的环节“%s”",
    "unknown_question": "条件问了本事项没有的情形问题“%s”",
    "never_opened": "不论怎样回答，都轮不到这个环节：核对条件",
    "nobody_examines": "申请人这样回答时，无人审查就到决定：%s",
    "dead_end": "走到这里再也到不了决定：%s",
    "too_large": "环节表太大，走了%s种状态还没有走完：减少环节、并行或者条件",
}

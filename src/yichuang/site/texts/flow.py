"""Words of the refusals of flow."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "flow.steps_unsound": Text(
        "办理环节表有问题",
        "环节表不能使用：{flaws}。",
        "The table of steps has flaws",
        "The table of steps cannot be used: {flaws}.",
        "请按所列环节逐处修改。",
        "Mend the steps that are named.",
    ),
    "flow.condition_unreadable": Text(
        "条件读不懂",
        "条件“{condition}”不能识别（{rule}）。",
        "The condition cannot be read",
        "The condition “{condition}” cannot be read ({rule}).",
        "条件只能比较情形的回答和前面环节的结果。",
        "Compare answers and the outcomes of earlier steps, nothing else.",
    ),
    "flow.not_its_turn": Text(
        "还没有轮到这一环节",
        "环节“{step}”现在不能办理。",
        "It is not this step's turn",
        "The step “{step}” cannot be taken now.",
        "请刷新页面，看现在轮到哪个环节。",
        "Load the page again to see which step is open.",
    ),
    "flow.spoken_before": Text(
        "已经发表过意见",
        "在环节“{step}”上，{voter} 已经发表意见，或者环节已有结果。",
        "Already spoken",
        "{voter} has spoken on the step “{step}”, or it has its outcome.",
        "需要更改的，请先撤回自己的意见。",
        "To change it, take your own opinion back first.",
    ),
    "flow.no_voice": Text(
        "这一环节没有征求您的意见",
        "环节“{step}”不由 {voter} 发表意见。",
        "This step does not ask you",
        "The step “{step}” does not ask {voter}.",
        "请由环节所列的人员或者机关办理。",
        "Let the person or organ it names take it.",
    ),
    "flow.signer_awaited": Text(
        "先等加签的人",
        "环节“{step}”还在等 {signers} 签署。",
        "An added signer comes first",
        "The step “{step}” waits for {signers}.",
        "请等加签的人签署后再办。",
        "Wait until the added signer has signed.",
    ),
    "flow.no_way_back": Text(
        "不能退回到那里",
        "环节“{step}”不能退回到“{to}”（{rule}）。",
        "It cannot be sent back there",
        "The step “{step}” cannot be sent back to “{to}” ({rule}).",
        "请选择环节表列明的、本办件适用的环节。",
        "Choose a step that the table names and that applies to this case.",
    ),
    "flow.nothing_to_recall": Text(
        "不能撤回",
        "环节“{step}”上没有可以撤回的意见（{rule}）。",
        "It cannot be taken back",
        "There is nothing on the step “{step}” to take back ({rule}).",
        "后面的人已经办理的，请他退回。",
        "If somebody behind has acted, ask him to send it back.",
    ),
    "flow.cannot_pass_on": Text(
        "不能转办或者加签",
        "环节“{step}”不能这样转给别人（{rule}）。",
        "It cannot be passed on",
        "The step “{step}” cannot be passed on like this ({rule}).",
        "几个人办的环节各自发表意见；需要别人看的，请在发表意见前加签。",
        "Where several speak, each does so himself; add a signer before anybody speaks.",
    ),
    "flow.migration_refused": Text(
        "办件不能改用新的环节表",
        "改用新的环节表会有损失：{losses}。",
        "The case cannot move to the other steps",
        "Moving to the other steps would lose: {losses}.",
        "请调整新的环节表，不得减少人数、放宽回避或者延长时限。",
        "Change the new table: not fewer persons, not less separation, not a longer limit.",
    ),
}

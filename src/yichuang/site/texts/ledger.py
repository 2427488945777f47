"""Words of the refusals of ledger."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "ledger.case_not_found": Text(
        "没有找到办件",
        "没有这个办件，或者您当前的身份看不到它。",
        "Case not found",
        "There is no such case, or you may not see it.",
        "请核对收件编号。",
        "Check the receipt number.",
    ),
    "ledger.case_moved_on": Text(
        "这件办件刚刚有变化",
        "{who}已于 {at} 办理：{event}。您的操作没有保存。",
        "The case has moved on",
        "{who} acted at {at}: {event}. Your step was not saved.",
        "请刷新页面，看过最新情况后再决定。",
        "Reload, read what happened, then decide.",
    ),
    "ledger.key_used_differently": Text(
        "重复提交的内容不一致",
        "同一次提交的编号已用于另一项操作，这次没有保存。",
        "The same key was used for something else",
        "The idempotency key was used before for another command. Nothing was saved.",
        "请刷新页面后重新操作。",
        "Reload and try again, or use a new key.",
    ),
    "ledger.key_missing": Text(
        "缺少提交编号",
        "每次提交都需要 8 至 100 个字符的提交编号（Idempotency-Key）。",
        "The idempotency key is missing",
        "A command needs an idempotency key of 8 to 100 characters.",
        "请刷新页面后重新提交；接口调用请补上该编号。",
        "Reload and submit again; over the API send the key.",
    ),
    "ledger.effective_in_future": Text(
        "时间不能晚于现在",
        "办理时间不能晚于当前时间，没有保存。",
        "The moment lies in the future",
        "An act cannot take effect before it is done. Nothing was saved.",
        "请核对办理时间。",
        "Check the moment.",
    ),
    "ledger.late_entry_needs_ground": Text(
        "补录需要说明原因",
        "办理时间早于录入时间，需要写明补录原因。",
        "A late entry needs a ground",
        "The moment is earlier than the entry, so a ground must be stated.",
        "请填写补录原因；该原因会显示在办件经过中。",
        "State the ground; it stays visible.",
    ),
    "ledger.admission_malformed": Text(
        "报送的办件格式不正确",
        "“{field}”不符合约定格式：{rule}。",
        "The record sent in is malformed",
        "“{field}” does not have the agreed form: {rule}.",
        "请按数据标准修改后重新报送。",
        "Correct it by the data standard and send it again.",
    ),
    "ledger.clock_distrusted": Text(
        "系统时间异常",
        "服务器时间发生跳变，与期限有关的自动处理已暂停，等待人工确认。",
        "The machine clock is not trusted",
        "The clock jumped; what depends on silence waits for a person to confirm it.",
        "请管理员核对服务器时间；其他办理不受影响。",
        "Ask the administrator to check the clock. Other work goes on.",
    ),
}

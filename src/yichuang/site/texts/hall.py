"""Words of the refusals of hall."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "hall.reading_invalid": Text(
        "设备读数不能采用",
        "设备没有配对、读数过期或者读数与表单不符，没有采用。",
        "The reading cannot be used",
        "The device is not paired, or its reading is old or does not fit the form.",
        "请重新读取；仍不行的，手工录入。",
        "Read again. If it still fails, type it.",
    ),
    "hall.bridge_not_found": Text(
        "没有找到这台设备桥",
        "本机关没有配对过这台设备桥，或者配对已经撤销。",
        "Device bridge not found",
        "Your organ has not paired this bridge, or the pairing was withdrawn already.",
        "请重新打开设备配对记录核对。",
        "Open the record of pairings again.",
    ),
    "hall.visit_not_found": Text(
        "没有找到放下的来访",
        "这位来访已经办结、清除，或者不是您放下的。",
        "Visitor not found",
        "This visit was filed or cleared, or you did not put it aside.",
        "请回到窗口收件重新办理。",
        "Go back to the counter and begin again.",
    ),
}

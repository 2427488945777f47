"""Words of the directory's refusals."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "directory.not_allowed": Text(
        "您没有权限办理",
        "当前身份或岗位不能办理这一步:{reason}。没有保存任何内容。",
        "You may not do this",
        "Your identity or post does not allow this step: {reason}. Nothing was saved.",
        "请换用有相应权限的岗位,或向本单位管理员核实岗位权限。",
        "Use a post that allows it, or ask your organ's administrator about your post.",
    ),
}

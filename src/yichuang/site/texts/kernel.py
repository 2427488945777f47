"""Words of the refusals of kernel."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "kernel.refused": Text(
        "这一步不能办理",
        "系统规则不允许这样办理，没有保存任何内容。",
        "This step cannot be taken",
        "The rules do not allow this. Nothing was saved.",
        "请核对后重试，或凭代码向窗口咨询。",
        "Check and try again, or ask at the service window and quote the code.",
    ),
    "kernel.not_found": Text(
        "没有找到",
        "没有找到您要的内容，或者您当前的身份看不到它。",
        "Not found",
        "What you asked for does not exist, or you may not see it.",
        "请核对编号或地址；如果确认无误，请换用有权限的身份登录。",
        "Check the number or address; if they are right, sign in with another identity.",
    ),
    "kernel.invalid_input": Text(
        "填写的内容需要修改",
        "“{field}”不符合要求：{rule}。",
        "Something needs to be corrected",
        "“{field}” does not meet the rule: {rule}.",
        "请按要求修改后重新提交；这次提交没有保存。",
        "Correct it and submit again. Nothing was saved this time.",
    ),
    "kernel.unavailable": Text(
        "服务暂时不可用",
        "所依赖的服务现在没有响应，这一步没有办理。",
        "The service is not available now",
        "A service this step depends on does not answer. The step was not taken.",
        "请过几分钟再试；已经显示办理成功的内容不受影响。",
        "Try again in a few minutes. What was confirmed before is not affected.",
    ),
}

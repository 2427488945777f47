"""Words of the refusals of directory."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "directory.not_allowed": Text(
        "您没有权限办理",
        "当前身份或岗位不能办理这一步：{reason}。没有保存任何内容。",
        "You may not do this",
        "Your identity or post does not allow this step: {reason}. Nothing was saved.",
        "请换用有相应权限的岗位，或向本单位管理员核实岗位权限。",
        "Use a post that allows it, or ask your organ's administrator about your post.",
    ),
    "directory.sign_in_needed": Text(
        "请先登录",
        "这一步需要登录后办理。",
        "Sign in first",
        "This step needs a signed-in identity.",
        "请登录后重试。查询事项和进度无需登录。",
        "Sign in and try again. Guides and progress can be read without signing in.",
    ),
    "directory.sign_in_refused": Text(
        "登录没有成功",
        "账号、密码或动态口令不正确。",
        "Signing in failed",
        "Account, password or code is wrong.",
        "请核对后重新登录；忘记密码请联系本单位管理员或到窗口办理。",
        "Check them and try again, or ask your administrator or the service window.",
    ),
    "directory.sign_in_locked": Text(
        "账号暂时锁定",
        "登录失败次数过多，账号锁定至 {until}。",
        "The account is locked for now",
        "Too many attempts failed. The account is locked until {until}.",
        "请在此时间之后再登录；如非本人操作，请联系管理员。",
        "Sign in after that time. If it was not you, tell the administrator.",
    ),
    "directory.post_not_held": Text(
        "您今天不在这个岗位",
        "账号当前没有该岗位的有效任职。",
        "You do not hold this post today",
        "The account has no valid appointment to this post.",
        "请选择您现任的岗位；任职有误请联系本单位管理员。",
        "Choose a post you hold, or ask your organ's administrator.",
    ),
    "directory.post_not_filled": Text(
        "不能安排到该岗位",
        "该人员不能担任此岗位：{reason}。",
        "The post cannot be given",
        "This officer may not hold the post: {reason}.",
        "请核对编制性质、执法证件和岗位冲突后再安排。",
        "Check employment, certificate and conflicting posts.",
    ),
    "directory.look_needs_reason": Text(
        "请说明查阅原因",
        "查看个人信息时没有对应的在办办件，需要填写查阅原因。",
        "State why you look",
        "There is no open case for this look at a person's data, so a ground is needed.",
        "请填写原因后再查看；本次查阅会告知本人。",
        "State the ground and try again. The person will see this look.",
    ),
    "directory.look_not_found": Text(
        "没有找到这条查阅记录",
        "没有这条查阅记录，或者您看不到它。",
        "Look not found",
        "There is no such look, or you may not see it.",
        "请核对后重试。",
        "Check and try again.",
    ),
    "directory.mandate_invalid": Text(
        "委托信息需要修改",
        "委托书中的“{field}”不符合要求：{rule}。",
        "The mandate needs to be corrected",
        "“{field}” of the mandate does not meet the rule: {rule}.",
        "请核对委托人、受托人、事项和期限后重新提交。",
        "Check who, whom, which matters and which days, and submit again.",
    ),
    "directory.party_invalid": Text(
        "当事人信息需要修改",
        "“{field}”不符合要求：{rule}。",
        "The party's data need to be corrected",
        "“{field}” does not meet the rule: {rule}.",
        "请核对姓名、名称和证件号码后重新提交。",
        "Check name and identity number and submit again.",
    ),
    "directory.party_not_found": Text(
        "没有找到当事人",
        "没有找到该当事人，或者您看不到它。",
        "Party not found",
        "There is no such party, or you may not see it.",
        "请核对姓名、名称或证件号码。",
        "Check name or identity number.",
    ),
    "directory.region_invalid": Text(
        "行政区划代码不正确",
        "行政区划代码应为 12 位数字。",
        "The division code is wrong",
        "A division code has 12 digits.",
        "请核对代码后重新填写。",
        "Check the code and enter it again.",
    ),
}

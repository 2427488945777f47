"""Words for HTTP statuses that Django itself answers: title and detail, Chinese and English."""

from __future__ import annotations

STATUS_TEXTS: dict[int, tuple[str, str, str, str]] = {
    400: (
        "请求无法识别",
        "请求的内容有误，没有办理。",
        "Bad request",
        "It was not understood.",
    ),
    401: ("请先登录", "这一步需要登录。", "Sign in first", "This step needs a signed-in identity."),
    403: ("没有权限", "当前身份不能办理这一步。", "Not allowed", "You may not do this."),
    404: (
        "没有找到",
        "该地址不存在，或者您看不到。",
        "Not found",
        "Nothing to see here.",
    ),
    405: (
        "不支持的方法",
        "该地址不支持这种请求方法。",
        "Method not allowed",
        "Not with this method.",
    ),
    406: ("无法提供", "没有您要的格式。", "Not acceptable", "Not in the form asked for."),
    413: ("内容过大", "提交的内容超过上限。", "Too large", "What was sent exceeds the limit."),
    415: (
        "格式不支持",
        "提交的格式不受支持。",
        "Unsupported type",
        "This type is not read.",
    ),
    429: (
        "操作过于频繁",
        "请稍等一分钟再试。",
        "Too many requests",
        "Wait a minute.",
    ),
    500: ("系统出了问题", "这是系统的故障。", "System fault", "The fault is ours, not yours."),
    503: ("服务暂时不可用", "请过几分钟再试。", "Unavailable", "Try again in a few minutes."),
}

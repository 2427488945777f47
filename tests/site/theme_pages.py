"""Sample pages made of every component, as the browser gets them: no view, no database."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.test import RequestFactory, override_settings
from django.urls import include, path
from django.views.generic import View

from yichuang.site.security import SecurityHeaders

ROOT = Path(__file__).parents[2]
SAMPLES = Path(__file__).parent / "theme_samples"
NAMES = ["home", "form", "progress", "inbox", "case", "refusal"]
HOST = "http://sample.test"

_view = View.as_view()
portal = (
    [
        path("", _view, name="home"),
        path("matters/", _view, name="search"),
        path("progress/", _view, name="progress"),
        path("verify/", _view, name="verify"),
        path("my/", _view, name="my_space"),
    ],
    "portal",
)
workbench = (
    [
        path("inbox/", _view, name="inbox"),
        path("counter/", _view, name="counter"),
        path("search/", _view, name="search"),
        path("today/", _view, name="today"),
        path("warnings/", _view, name="warnings"),
    ],
    "workbench",
)
directory = (
    [
        path("sign-in", _view, name="sign_in"),
        path("sign-out", _view, name="sign_out"),
        path("post", _view, name="change_post"),
    ],
    "directory",
)
urlpatterns = [
    path("preferences/", include("yichuang.site.preferences")),
    path("work/", include(workbench)),
    path("who/", include(directory)),
    path("", include(portal)),
]

OFFICER = SimpleNamespace(
    kind="officer",
    acts=frozenset({"case.list", "approval.receive", "head.view"}),
    id="demo-1",
    name="演示甲",
    post="counter",
    post_name="综合窗口受理岗",
    organ_name="示例市行政审批局",
)
DAY = date(2026, 11, 27)
MOMENT = datetime(2026, 11, 24, 7, 4, tzinfo=UTC)
OPTIONS = [
    {"value": "paper", "label": "窗口领取", "help": "凭收件编号和身份证件"},
    {"value": "mail", "label": "邮寄送达"},
]

FIELDS: list[dict[str, Any]] = [
    {
        "name": "name",
        "kind": "text",
        "label": "经营者名称",
        "required": True,
        "value": "示例餐饮店",
    },
    {
        "name": "credit_code",
        "kind": "text",
        "label": "统一社会信用代码",
        "required": True,
        "help": "营业执照上的 18 位代码",
        "error": "统一社会信用代码应为 18 位，现在是 17 位",
        "value": "91320200000000000",
        "maxlength": 18,
    },
    {"name": "phone", "kind": "tel", "label": "联系电话", "required": True},
    {"name": "opened_on", "kind": "date", "label": "拟开业日期", "value": "2026-12-01"},
    {
        "name": "born_on",
        "kind": "date_parts",
        "label": "出生日期",
        "required": True,
        "help": "例如 1950 年 5 月 1 日",
        "parts": {"year": 1950, "month": 5, "day": None},
    },
    {
        "name": "delivery",
        "kind": "radio",
        "label": "怎样领取结果",
        "required": True,
        "options": OPTIONS,
        "value": "mail",
        "error": "请选择领取方式",
    },
    {
        "name": "kinds",
        "kind": "checkboxes",
        "label": "经营项目",
        "options": [{"value": 1, "label": "热食类"}, {"value": 2, "label": "冷食类"}],
        "value": [1],
    },
    {"name": "district", "kind": "select", "label": "所在区", "options": OPTIONS, "required": True},
    {"name": "plan", "kind": "file", "label": "平面图", "help": "PDF 或照片，不超过 20 MB"},
    {"name": "remark", "kind": "textarea", "label": "补充说明"},
    {"name": "agree", "kind": "checkbox", "label": "我保证所填内容真实", "required": True},
]


def _row(number: int, remaining: int | None, tone: str, text: str) -> dict[str, Any]:
    return {
        "cells": [
            {"url": "#", "text": f"320200-2026-{number:06d}"},
            "食品经营许可（新办，热食类食品制售）",
            "示例餐饮店",
            {"template": "components/_cell_status.html", "value": {"text": text, "tone": tone}},
            {
                "template": "components/_cell_deadline.html",
                "value": {"remaining": remaining, "due": DAY},
            },
            "演示甲",
            "120.00",
        ]
    }


CONTEXT: dict[str, Any] = {
    "tiles": [
        ("开办饭店", "营业执照、食品经营许可一次办"),
        ("新生儿出生", "出生证明、户口、医保一次办"),
        ("道路运输", "从业资格证换发"),
        ("残疾人证", "申领、换领、补领"),
    ],
    "number_field": {"name": "number", "kind": "text", "label": "收件编号", "required": True},
    "crumbs": [
        {"label": "首页", "url": "/"},
        {"label": "找事项", "url": "#"},
        {"label": "填写申请"},
    ],
    "errors": [
        {"name": "credit_code", "message": "统一社会信用代码应为 18 位，现在是 17 位"},
        {"name": "delivery", "message": "请选择领取方式"},
    ],
    "steps": ["选择情形", "填写信息", "上传材料", "核对并提交"],
    "fields": FIELDS,
    "moment": MOMENT,
    "day": DAY,
    "items": [
        {"title": "提交申请", "at": MOMENT, "tone": "good", "organ": "网上"},
        {
            "title": "受理",
            "at": MOMENT,
            "tone": "good",
            "organ": "示例市行政审批局",
            "article": "行政许可法第三十二条",
        },
        {"title": "审查", "tone": "info", "detail": "正在核对场所平面图"},
        {"title": "决定", "tone": "neutral"},
    ],
    "rows": [
        {"key": "事项", "value": "食品经营许可（新办）"},
        {"key": "申请人", "value": "示例餐饮店", "change_url": "#"},
        {"key": "承办机关", "value": "示例市行政审批局"},
        {"key": "备注", "value": None},
    ],
    "lines": [
        {"first": date(2026, 9, 25), "last": date(2026, 9, 27), "counted": 0, "why": "中秋节放假"},
        {
            "first": date(2026, 9, 28),
            "last": date(2026, 9, 30),
            "counted": 3,
            "why": "工作日",
            "article": "行政许可法第八十二条",
        },
        {"first": date(2026, 10, 1), "counted": 0, "why": "国庆节放假"},
    ],
    "small_columns": [{"label": "材料"}, {"label": "形式"}, {"label": "状态"}],
    "small_rows": [
        {"cells": ["经营场所平面图", "电子件", "已收"]},
        {"cells": ["食品安全管理制度", "承诺", "已收"]},
    ],
    "points": ["材料 3 份，已全部核对", "法定时限 20 个工作日，承诺 5 个工作日"],
    "hidden": [{"name": "key", "value": "k1"}, {"name": "seen_no", "value": 3}],
    "filters": [
        {"name": "q", "kind": "search", "label": "编号或申请人", "hotkey": "/"},
        {"name": "state", "kind": "select", "label": "状态", "options": OPTIONS},
    ],
    "columns": [
        {"label": "收件编号", "sort": "number"},
        {"label": "事项"},
        {"label": "申请人"},
        {"label": "状态"},
        {"label": "时限", "sort": "due"},
        {"label": "经办人"},
        {"label": "费用（元）", "numeric": True},
    ],
    "problem": {
        "status": 409,
        "title": "这件办件刚刚被别人办理过",
        "detail": "演示乙已于 2026年11月24日 15:04 受理了这件申请，您的操作没有保存。",
        "mend": "请刷新页面，看过最新情况后再决定。",
        "article": "行政许可法第三十二条",
        "code": "ledger.seen_is_stale",
    },
}
TABLE_ROWS = [
    _row(123, -1, "info", "审查中"),
    _row(124, 0, "warn", "待补正"),
    _row(125, 3, "info", "已受理"),
    _row(126, 12, "good", "待出证"),
    _row(127, None, "neutral", "已中止"),
]


@contextmanager
def sample_site() -> Iterator[None]:
    """Route the sample addresses and find the sample templates."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    before = list(engine.dirs)
    engine.dirs[:] = [SAMPLES, *before]
    try:
        with override_settings(ROOT_URLCONF="tests.site.theme_pages"):
            yield
    finally:
        engine.dirs[:] = before


def sample_page(name: str, *, large: bool = False) -> HttpResponse:
    """Return a sample page as the security middleware lets it out."""
    address = {"inbox": "/work/inbox/", "case": "/work/inbox/", "home": "/"}.get(name, "/matters/")
    request = RequestFactory().get(address, {"sort": "due", "q": ""})
    request.actor = OFFICER  # type: ignore[attr-defined]
    if large:
        request.COOKIES["yc_large_type"] = "1"
    context = {**CONTEXT, "rows": TABLE_ROWS if name == "inbox" else CONTEXT["rows"]}

    def view(request: HttpRequest) -> HttpResponse:
        return render(request, f"{name}.html", context)

    return SecurityHeaders(view)(request)


def static_file(address: str) -> tuple[bytes, str]:
    """Return content and type of a file under /static/."""
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), f"no such static file: {address}"
    kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
    return Path(found).read_bytes(), kind

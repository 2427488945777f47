"""Every component renders from plain values and says in words what it shows."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from tests.site.theme_pages import (
    CONTEXT,
    FIELDS,
    MOMENT,
    NAMES,
    TABLE_ROWS,
    sample_page,
    sample_site,
)

TEMPLATES = Path(__file__).parents[2] / "src/yichuang/site/templates"
VOID = {"input", "meta", "link", "br", "hr", "img"}


class Outline(HTMLParser):
    """Checks that tags close in order, and collects ids, names and the ids pointed to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.pointed: set[str] = set()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute twice: {attrs}"
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.pointed |= set((given.get(name) or "").split())
        if tag == "a" and (given.get("href") or "").startswith("#id_"):
            self.pointed.add(str(given["href"])[1:])

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes out of order"


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    assert found.open == []
    assert len(found.ids) == len(set(found.ids)), found.ids
    return found


def component(name: str, **context: Any) -> str:
    request = RequestFactory().get("/list/", {"page": "2", "q": "x"})
    return render_to_string(f"components/_{name}.html", context, request=request)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])
def test_sample_page_is_well_formed_and_points_to_what_is_there(name: str, large: bool) -> None:
    with sample_site():
        html = sample_page(name, large=large).content.decode()

    found = outline(html)
    assert found.pointed <= set(found.ids)
    assert [tag for tag, _ in found.tags].count("h1") == 1
    assert [tag for tag, _ in found.tags].count("main") == 1
    assert ('class="large-type"' in html) is large
    assert "{#" not in html
    assert "{{" not in html


def test_every_component_is_seen_on_a_sample_page_or_tested_here() -> None:
    loaded: set[str] = set()
    engine = engines["django"].engine  # type: ignore[attr-defined]
    original = engine.find_template

    def watch(name: str, *args: Any, **kwargs: Any) -> Any:
        loaded.add(name)
        return original(name, *args, **kwargs)

    engine.find_template = watch
    for loader in engine.template_loaders:
        loader.reset()
    try:
        with sample_site():
            for name in NAMES:
                sample_page(name)
    finally:
        engine.find_template = original
    here = Path(__file__).read_text()
    known = {path.name for path in (TEMPLATES / "components").glob("_*.html")}

    unseen = {
        name
        for name in known
        if f"components/{name}" not in loaded and f'"{name[1:-5]}"' not in here
    }

    assert unseen == set()


@pytest.mark.parametrize(
    ("turn", "words"), [("renewal", "延续证照"), ("change", "变更证照"), ("", ""), ("other", "")]
)
def test_what_is_asked_of_a_licence_is_marked_in_lists(turn: str, words: str) -> None:
    html = component("turn", turn=turn)

    assert words in html if words else html.strip() == ""


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field["kind"])
def test_field_has_a_label_and_says_in_words_whether_it_is_required(field: dict[str, Any]) -> None:
    html = component("field", field=field)

    found = outline(html)
    assert f"id_{field['name']}" in found.ids
    assert found.pointed <= set(found.ids)
    if field.get("required"):
        assert "（必填）" in html
    else:  # a tick may always be left out: that it is optional would say nothing, or the opposite
        assert ("（选填）" in html) is (field["kind"] != "checkbox")
    assert field["label"] in html
    if field.get("error"):
        assert field["error"] in html
        assert "错误：" in html


def test_field_escapes_what_people_type() -> None:
    field = {"name": "a", "kind": "text", "label": "<b>", "value": '"><script>'}

    html = component("field", field=field)

    assert "<script>" not in html
    assert "<b>" not in html


def test_hidden_field_shows_nothing() -> None:
    html = component("field", field={"name": "k", "kind": "hidden", "value": "1"})

    assert html.strip() == '<input type="hidden" name="k" value="1">'


def test_file_field_speaks_our_words_and_not_the_browsers() -> None:
    html = component("field", field={"name": "f", "kind": "file", "label": "平面图"})

    assert "选择文件" in html
    assert "尚未选择文件" in html


def test_error_summary_links_each_error_to_its_field() -> None:
    html = component(
        "error_summary", errors=[{"name": "phone", "message": "请填写电话"}, {"message": "无"}]
    )

    assert 'role="alert"' in html
    assert "有 2 处需要修改" in html
    assert '<a href="#id_phone">请填写电话</a>' in html


def test_error_summary_of_no_errors_is_nothing() -> None:
    assert component("error_summary", errors=[]).strip() == ""


def test_draft_and_filed_differ_in_words_shape_and_icon() -> None:
    draft = component("filing_state", filed=False, saved_at=MOMENT)
    filed = component("filing_state", filed=True, number="3202-1", filed_at=MOMENT)

    assert "草稿·尚未提交" in draft
    assert "已提交" not in draft
    assert "最近保存 2026年11月24日 15:04" in draft
    assert "已提交" in filed
    assert "尚未提交" not in filed
    assert "3202-1" in filed
    assert "提交时间 2026年11月24日 15:04" in filed


def test_steps_say_where_one_is_in_words() -> None:
    html = component("steps", steps=["填写", "上传", "核对", "提交"], current=1)

    assert "第 1 步，共 4 步：填写" in " ".join(html.split())


def test_table_cells_carry_their_column_for_cards() -> None:
    html = component(
        "table", caption="待办", columns=CONTEXT["columns"], rows=TABLE_ROWS, request=None
    )

    found = outline(html)
    cells = [attrs for tag, attrs in found.tags if tag == "td"]
    assert len(cells) == 5 * 7
    assert {cell["data-label"] for cell in cells} == {c["label"] for c in CONTEXT["columns"]}
    assert all(cell["role"] == "cell" for cell in cells)


def test_pagination_keeps_the_query_and_marks_the_page() -> None:
    html = component("pagination", page=2, pages=3, total=57)

    assert 'href="?page=1&amp;q=x"' in html
    assert 'href="?page=3&amp;q=x"' in html
    assert html.count('aria-current="page"') == 1
    assert "共 57 条" in html


def test_pagination_of_one_page_is_nothing() -> None:
    assert component("pagination", page=1, pages=1, total=3).strip() == ""


def test_confirm_posts_with_its_hidden_fields_and_the_token() -> None:
    html = component(
        "confirm",
        title="受理？",
        action="/a",
        label="受理",
        hidden=[{"name": "key", "value": "k"}],
        grave=True,
    )

    assert 'method="post" action="/a"' in html
    assert 'name="key" value="k"' in html
    assert "csrfmiddlewaretoken" in html
    assert "btn-danger" in html


def test_explanation_counts_line_by_line() -> None:
    html = component("explanation", lines=CONTEXT["lines"])

    assert html.count("<li") == 3
    assert "计 3 日" in html
    assert html.count("不计") == 2
    assert "行政许可法第八十二条" in html


def test_explanation_tells_the_lines_of_the_law_room() -> None:

    from yichuang.law.public import Line, LineKind, Unit
    from yichuang.site.templatetags.house import article, explained

    counted = Line(
        kind=LineKind.COUNTED,
        first=date(2026, 9, 28),
        last=date(2026, 9, 30),
        counted=3,
        unit=Unit.WORKING_DAY,
        reason="",
        source="LicLaw 82",
    )

    lines = explained([counted])
    html = component("explanation", lines=lines)

    assert lines[0]["count"] == "3个工作日"
    assert "计 3个工作日" in html
    assert "《行政许可法》第八十二条" in html
    assert article("LicLaw 82") == "《行政许可法》第八十二条"
    assert article("") == ""


def test_notice_tells_by_icon_and_words() -> None:
    html = component("notice", tone="warn", title="请补正", text="缺 1 份", url="/x", link="去补正")

    assert "#clock" in html
    assert "请补正" in html
    assert '<a href="/x">去补正</a>' in html


def test_notices_say_on_which_channel_and_when_it_counts_as_served() -> None:
    line = {
        "channel": "短信",
        "address": "100****0001",
        "state": "已送达",
        "tone": "good",
        "method": "电子送达",
        "served_on": date(2026, 9, 24),
    }
    html = component("notices", notices=[{"kind": "受理通知", "number": "1号", "lines": [line]}])

    assert "短信" in html
    assert "100****0001" in html
    assert "#check" in html
    assert "电子送达，2026年9月24日送达" in html


@pytest.mark.parametrize(
    "name", ["400", "403", "403_csrf", "404", "429", "500", "503"], ids=lambda name: name
)
def test_error_page_renders_with_nothing_at_all(name: str) -> None:
    template = engines["django"].get_template(f"{name}.html")

    html = template.template.render(_empty_context())  # type: ignore[attr-defined]

    found = outline(html)
    assert [tag for tag, _ in found.tags].count("h1") == 1
    assert "您可以这样做" in html
    assert "<form" not in html


def _empty_context() -> Any:
    from django.template import Context

    return Context()


def test_print_base_leaves_navigation_out() -> None:
    html = render_to_string("print_base.html", {}, request=RequestFactory().get("/"))

    assert "<nav" not in html
    assert 'class="print-page"' in html
    assert "print_button" not in html


def test_account_and_messages_render_for_a_visitor_without_a_session() -> None:
    for name in ("account", "messages", "services", "change_user"):
        component(name)


@override_settings(ROOT_URLCONF="tests.site.theme_pages", MIDDLEWARE=[])
def test_large_type_is_a_cookie_and_comes_back_to_the_page() -> None:
    client = Client()

    on = client.post("/preferences/large-type", {"on": "1", "next": "/matters/?q=a"})
    cookie = on.cookies["yc_large_type"]
    off = client.post("/preferences/large-type", {"on": "0", "next": "/"})

    assert (on.status_code, on["Location"]) == (302, "/matters/?q=a")
    assert (cookie.value, cookie["samesite"], bool(cookie["httponly"])) == ("1", "Lax", True)
    assert off.cookies["yc_large_type"].value == ""


@override_settings(ROOT_URLCONF="tests.site.theme_pages", MIDDLEWARE=[])
@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_large_type_leads_to_no_other_site(elsewhere: str) -> None:
    response = Client().post("/preferences/large-type", {"on": "1", "next": elsewhere})

    assert response["Location"] == "/"


@override_settings(ROOT_URLCONF="tests.site.theme_pages", MIDDLEWARE=[])
def test_large_type_and_language_are_changed_by_post_alone() -> None:
    assert Client().get("/preferences/large-type").status_code == 405
    assert Client().get("/preferences/language").status_code == 405


@override_settings(ROOT_URLCONF="tests.site.theme_pages", MIDDLEWARE=[])
def test_language_is_kept_and_comes_back_to_the_page() -> None:
    response = Client().post("/preferences/language", {"language": "en", "next": "/matters/"})

    assert response["Location"] == "/matters/"
    assert response.cookies["django_language"].value == "en"


def test_hall_words_alone_stand_on_pages() -> None:
    forbidden = re.compile("账本|哈希|区块链|链上|版本")

    for path in TEMPLATES.rglob("*.html"):
        assert not forbidden.search(path.read_text()), path

"""English is complete: every text of the house, and every page a visitor may open, in English."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from scripts.compile_messages import LOCALES, compile_all
from scripts.extract_messages import ENGLISH, in_step, marked, read, texts_of, untranslated
from tests.factories import PEOPLE, POSTS, City, contents, file_case, walk

import yichuang
from yichuang.catalogue.public import form_fields
from yichuang.directory.models import Account
from yichuang.documents.paper_parts import DECISION_NAMES
from yichuang.documents.papers import _FIXED_NAMES
from yichuang.ledger.public import run_readers, sequencer_pass
from yichuang.licences.public import licences_of_case

CHINESE = re.compile(r"[\u3001-\u301f\u3400-\u9fff\uff00-\uff5e]")
HAN = re.compile(r"[\u3400-\u9fff]")
# What a visitor may type stays as he would type it.
QUOTED = ("“开饭店”", "“居住证”", "“证件号码”")
# Words of the machine; on a page of the hall they would say nothing to anybody.
NEVER = re.compile(r"\b(ledger|hash\w*|chains?|editions?|tokens?|cursor)\b", re.IGNORECASE)
FOR_OPERATORS = ("src/yichuang/site/cli/", "src/yichuang/site/fitness.py")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*(?:![rsa])?(?::[^}]*)?\}")
TEXTS = [message for message in read() if message.id]
# How laws and documents are quoted: 《…法》第1条第2款, 示审受〔2026〕1号.
CITED = re.compile(r"《[^》]+》(?:第[^条]{1,8}条)?(?:第[^款项]{1,5}[款项])?|\w+〔\d{4}〕\d+号")


def _forms(message: Message) -> list[tuple[str, str]]:
    """Return each Chinese form with its English."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    words = message.string if isinstance(message.string, tuple) else (message.string,)
    return [(ids[min(place, len(ids) - 1)], text) for place, text in enumerate(words)]


ALL_FORMS = [form for message in TEXTS for form in _forms(message)]


# --- the catalogue --------------------------------------------------------------------------------


def test_every_text_of_the_source_is_in_the_catalogue_and_no_other() -> None:
    wanted = {(message.context, message.id) for message in marked() if message.id}
    there = {(message.context, message.id) for message in TEXTS}

    assert wanted - there == set(), "run scripts/extract_messages.py and translate them"
    assert there - wanted == set(), "run scripts/extract_messages.py: these are gone"


def test_no_text_lacks_english_and_none_is_a_guess() -> None:
    assert untranslated(read()) == []
    assert [message.id for message in TEXTS if message.fuzzy] == []


def test_only_texts_that_the_catalogue_can_know_are_translated() -> None:
    """Calls on a variable are found by no extraction, and stay Chinese unnoticed."""
    names = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
    calls = [
        (path, node)
        for path in Path(yichuang.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]

    unknown = [
        f"{path.name}:{node.lineno}"
        for path, node in calls
        if not isinstance(node.args[0], ast.Constant) and path.name != "texts.py"
    ]
    assert len(calls) > 500
    assert unknown == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    different = [
        chinese
        for chinese, english in ALL_FORMS
        if sorted(PLACEHOLDER.findall(chinese)) != sorted(PLACEHOLDER.findall(english))
    ]

    assert different == []


def test_english_holds_no_chinese() -> None:
    def left(english: str) -> str:
        for words in QUOTED:
            english = english.replace(words, "")
        return english

    assert [english for _, english in ALL_FORMS if CHINESE.search(left(english))] == []


def test_a_sentence_stays_a_sentence() -> None:
    different = [
        (chinese, english)
        for chinese, english in ALL_FORMS
        if chinese.endswith(("。", "？")) != english.rstrip().endswith((".", "?"))
    ]

    assert different == []


def test_citizens_and_clerks_read_the_words_of_the_hall() -> None:
    machine = [
        english
        for message in TEXTS
        for _, english in _forms(message)
        if NEVER.search(english)
        and not all(place.startswith(FOR_OPERATORS) for place, _ in message.locations)
    ]

    assert machine == []


def test_counted_texts_differ_where_english_differs() -> None:
    same = [
        message.id for message in TEXTS if message.pluralizable and len(set(message.string)) < 2
    ]

    assert same == []


def test_it_compiles_to_what_it_says(tmp_path: Path) -> None:
    folder = tmp_path / ENGLISH.relative_to(LOCALES).parent
    folder.mkdir(parents=True)
    shutil.copy(ENGLISH, folder)

    written = compile_all(tmp_path)

    assert written == [folder / "django.mo"]
    with written[0].open("rb") as file:
        compiled = GNUTranslations(file)
    assert compiled.gettext("受理") == "Acceptance"
    assert compiled.ngettext("%(n)d 日", "%(n)d 日", 1) == "%(n)d day"
    assert compiled.ngettext("%(n)d 日", "%(n)d 日", 2) == "%(n)d days"
    assert compile_all(tmp_path) == [], "what is current is not compiled again"


# --- the script -----------------------------------------------------------------------------------


def test_reading_finds_every_way_of_marking_a_text(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<p title="{% translate "甲" %}">  {% blocktranslate count n=x %}{{ n }} 件{% plural %}'
        '{{ n }} 件{% endblocktranslate %}\n    {% blocktranslate trimmed %}\n    乙\n    "丙"\n'
        '    {% endblocktranslate %}{% status _("丁") "good" %}{# {% translate "不算" %} #}</p>'
    )
    code = tmp_path / "code.py"
    code.write_text(
        'from x import gettext_lazy as _\na = _("戊" "己 %(n)s")\n'
        'b = ngettext("%(n)d 天", "%(n)d 天", 2)\n# _("不算")\nc = "_(不算)"\n'
    )

    found = [text for text, _, _ in texts_of(page)] + [text for text, _, _ in texts_of(code)]

    assert found == [
        *("甲", ("%(n)s 件", "%(n)s 件"), '乙 "丙"', "丁"),
        *("戊己 %(n)s", ("%(n)d 天", "%(n)d 天")),
    ]


def test_a_changed_text_starts_without_a_guess() -> None:
    old = read()
    old.delete("受理")
    old.add("受理了", "Accepted")

    new = in_step(old)

    assert not new.get("受理").string
    assert not new.get("受理").fuzzy
    assert new.get("受理了") is None


# --- the pages ------------------------------------------------------------------------------------


class Words(HTMLParser):
    """What a page says: its texts and the attributes people see or hear."""

    SILENT = frozenset({"script", "style"})
    SAID = ("aria-label", "placeholder", "title", "alt", "data-label", "data-done", "data-none")
    EMPTY = frozenset({"meta", "link", "input", "br", "hr", "img", "col"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element; note what its attributes say."""
        given = dict(attrs)
        quiet = self._quiet() or tag in self.SILENT
        if not quiet:
            self.found += [given[name] or "" for name in self.SAID if given.get(name)]
            if tag == "input" and given.get("type") == "submit":
                self.found.append(given.get("value") or "")
        if tag not in self.EMPTY:
            self.open.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if not self._quiet() and data.strip():
            self.found.append(" ".join(data.split()))

    def _quiet(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def _texts(value: Any) -> Iterator[str]:
    """Yield every text inside a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _content() -> list[str]:
    """Return all that the catalogue, the directory and the people of the small city say."""
    known = {"示例市行政审批局", "示例市另一机关", "示例市", "示例省", "示例材料", "示例", "演示"}
    known |= {"中文", *QUOTED, *(name for name, _, _ in POSTS.values())}
    # A document is called what is printed on it.
    known |= {*_FIXED_NAMES.values(), *(name for both in DECISION_NAMES.values() for name in both)}
    known |= {name for _, name, _ in PEOPLE.values()}
    known |= {f"{name[0]}*{name[-1]}" for _, name, _ in PEOPLE.values()}
    for content in contents().values():
        known |= set(_texts(content)) | set(_texts(form_fields(content)))
    return sorted((words for words in known if CHINESE.search(words)), key=len, reverse=True)


def chinese_of_ours(reply: HttpResponse, sign: re.Pattern[str] = HAN) -> list[str]:
    """Return what a page says in Chinese, or with a Chinese sign, beside its content."""
    reader = Words()
    reader.feed(reply.content.decode())
    content = _content()
    left = []
    for words in reader.found:
        rest = CITED.sub("", words)
        for one in content:
            rest = rest.replace(one, "")
        if sign.search(rest) and rest.strip("、 "):  # a list within the content is content
            left.append(words)
    return left


@pytest.fixture
def city(small_city: City, settings: Any, tmp_path: Path) -> City:
    """The small city."""
    settings.YICHUANG_DEMO = settings.DEMO = True
    settings.VAR = tmp_path
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    compile_all(LOCALES)
    return small_city


@pytest.fixture
def reader(city: City, settings: Any) -> Iterator[Callable[[str], Client]]:
    """Give a function that returns an English reader, signed in where a name is given."""

    def come(login: str = "") -> Client:
        client = Client(headers={"accept-language": "en-GB,en;q=0.9,zh;q=0.5"})
        if login:
            account = Account.objects.get(login_name=login)
            backend = "yichuang.directory.signing_in.StandingBackend"
            client.force_login(account, backend=backend)
        return client

    with translation.override(settings.LANGUAGE_CODE):  # a request leaves its language behind
        yield come


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/search/?q=示例", 200),
        ("/search/?q=nothing+of+the+kind", 200),
        ("/search/?power_type=05", 200),
        ("/matters/{licence}/", 200),
        ("/matters/{licence}/print/", 200),
        ("/matters/{service}/", 200),
        ("/matters/none/", 404),
        ("/events/restaurant/", 200),
        ("/progress/", 200),
        ("/verify/", 200),
        ("/verify/ABC", 404),
        ("/results/", 200),
        ("/sign-in/", 200),
        ("/nowhere/", 404),
    ],
)
def test_public_page_is_english(
    city: City, reader: Callable[[str], Client], address: str, status: int
) -> None:
    codes = {"licence": city.licence.matter_code, "service": city.service.matter_code}

    reply = reader("").get(address.format(**codes))

    assert reply.status_code == status
    assert 'lang="en"' in reply.content.decode()
    assert chinese_of_ours(reply) == []


def test_guide_is_punctuated_in_english(city: City, reader: Callable[[str], Client]) -> None:
    reply = reader("").get(f"/matters/{city.licence.matter_code}/")

    assert chinese_of_ours(reply, sign=CHINESE) == []


def test_own_pages_are_english(city: City, reader: Callable[[str], Client]) -> None:
    closed = file_case(city, key="closed-case-1")
    walk(city, closed, until="deliver")
    sequencer_pass()
    run_readers()
    opened = file_case(city, key="opened-case-1")
    code = licences_of_case(closed.case_id)[0].verification_code
    client = reader("citizen")

    pages = [f"/cases/{closed.case_id}/{page}" for page in ("", "receipt/", "evaluation/")]
    pages += [f"/cases/{opened.case_id}/{page}" for page in ("", "receipt/", "withdrawal/")]
    pages += [f"/my/{page}" for page in ("", "licences/", "mandates/", "looks/", "card/")]
    for address in [*pages, f"/verify/{code}", f"/results/{closed.number}/"]:
        reply = client.get(address)
        assert reply.status_code == 200, address
        assert chinese_of_ours(reply) == [], address


def test_applying_is_english_page_by_page(city: City, reader: Callable[[str], Client]) -> None:
    client = reader("citizen")
    start = f"/apply/{city.licence.id}/"
    begun = client.post(start, {"who": ""})
    draft = begun["Location"].rsplit("/", 2)[0] + "/"

    names = ("contact/", "form/1/", "form/2/", "materials/", "materials/plan/", "check/")
    for address in [start, *(draft + name for name in names)]:
        assert chinese_of_ours(client.get(address)) == [], address
    wrong = client.post(f"{draft}form/1/", {"DE_TRADE_NAME": "", "DE_AREA": "some"})
    assert chinese_of_ours(wrong) == []
    assert "Please fill in" in wrong.content.decode()


@pytest.mark.parametrize(
    ("post", "address"),
    [
        ("window", "/work/"),
        ("window", "/work/counter/"),
        ("window", "/work/search/"),
        ("window", "/work/cases/{case}/"),
        ("decide", "/work/cases/{case}/"),
        ("head", "/work/today/"),
        ("head", "/work/today/rows/?kind=open"),
        ("head", "/work/warnings/"),
        ("decide", "/work/decisions/"),
        ("catalogue", "/work/matters/"),
        ("catalogue", "/work/matters/{guide}/"),
    ],
)
def test_workbench_is_english(
    city: City, reader: Callable[[str], Client], post: str, address: str
) -> None:
    case = file_case(city, key="opened-case-1")

    reply = reader(post).get(address.format(case=case.case_id, guide=city.licence.id))

    assert reply.status_code == 200
    assert chinese_of_ours(reply) == []

"""The five tasks of the README, done in a browser as it says, on the city that `make run` brings.

Every word that is pressed here must stand in both READMEs, in this order: whoever changes a button
finds out that the README has to change with it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import ROOT, _free_port

MATTER, RESULT = "企业投资项目备案", "企业投资项目备案证"
FILE = ROOT / "docs" / "images" / "home.png"
START_SECONDS = 240
ACCOUNT = re.compile(r"^  (\S+) +(\S{4}-\S{4}-\S{4}-\S{4}) ", re.MULTILINE)
UP = (sys.executable, "-m", "yichuang", "up")


@dataclass
class Demo:
    """The running demonstration and the passwords it printed."""

    base_url: str
    var: Path
    environment: dict[str, str]
    passwords: dict[str, str]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the README beside it."""
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture
def demo(committed_db: dict[str, str], tmp_path: Path) -> Iterator[Demo]:
    """What `make run` starts: database, invented city, web server and worker."""
    with _free_port() as port:
        base_url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        **committed_db,
        "YICHUANG_VAR": str(tmp_path / "var"),
        "YICHUANG_URL": base_url,
        "PYTHONPATH": str(ROOT / "src"),
        "LANG": "zh_CN.UTF-8",
    }
    said = tmp_path / "said.txt"
    with said.open("w") as out:
        words = [*UP, "--port", str(port)]
        up = subprocess.Popen(words, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            text = _printed(said, up)
            passwords = dict(ACCOUNT.findall(text))
            yield Demo(base_url, tmp_path / "var", environment, passwords)
        finally:
            up.terminate()
            up.wait(timeout=60)


def _printed(said: Path, up: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        text = said.read_text()
        if "Ctrl-C" in text:
            return text
        assert up.poll() is None, text
        time.sleep(0.2)
    raise AssertionError(f"it did not start within {START_SECONDS} s: {said.read_text()}")


@dataclass
class Person:
    """Somebody at a browser, who notes every word he presses."""

    page: Any
    demo: Demo
    pressed: list[str] = field(default_factory=list)
    case: str = ""  # the address of his case

    def go(self, path: str) -> None:
        self.page.goto(f"{self.demo.base_url}{path}")

    def sign_in(self, login: str) -> None:
        self.pressed.append(f"`{login}`")
        self.go("/sign-in/")
        self.page.locator("#id_login_name").fill(login)
        self.page.locator("#id_password").fill(self.demo.passwords[login])
        with self.page.expect_navigation():
            self.page.locator("main form button").click()

    def press(self, words: str, role: str = "button") -> None:
        self.pressed.append(f"**{words}**")
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=words, exact=role == "button").first.click()

    def act(self, words: str) -> None:
        """Press a button of the case page, which is swapped in place; wait until it is done."""
        self.pressed.append(f"**{words}**")
        self.page.get_by_role("button", name=words, exact=True).first.click()
        self.page.get_by_text(f"已完成：{words}").first.wait_for()

    def choose(self, words: str) -> None:
        self.pressed.append(f"**{words}**")
        self.page.get_by_label(words, exact=True).check()

    def open_case(self, number: str) -> None:
        self.pressed.append("**待办**")
        with self.page.expect_navigation():
            self.page.locator(f"tr:has-text('{number}') a").first.click()


def test_the_five_tasks_of_the_readme(
    demo: Demo, new_page: Callable[..., Any], tmp_path: Path
) -> None:
    assert len(set(demo.passwords)) >= 10
    applicant = Person(new_page(), demo)
    number = _applies_online(applicant)

    clerk = Person(new_page(), demo)
    clerk.sign_in("approval-bureau.window")
    clerk.open_case(number)
    clerk.act("受理")

    decider = Person(new_page(), demo)
    _decides_and_makes_out(decider, number)

    again = Person(new_page(), demo)
    pdf = _sees_it_in_public_and_verifies(again, number, tmp_path)
    _a_changed_byte_is_told(again, pdf)
    record = _takes_the_record_away(again, tmp_path)
    _proves_it(demo, record, tmp_path)

    pressed = [word for who in (applicant, clerk, decider, again) for word in who.pressed]
    for readme in ("README.md", "README.zh-CN.md"):
        assert _missing(readme, pressed) == [], readme


def _applies_online(who: Person) -> str:
    """Task 1; return the receipt number."""
    page = who.page
    who.sign_in("person-1")
    who.go("/")
    page.locator("#q").fill("项目备案")
    who.press("搜索")
    who.press(MATTER, "link")
    who.press("网上申请", "link")
    who.choose("受托代办：示例餐饮店")
    who.press("开始填写")
    who.press("保存并继续")
    for name in ("NAME", "ADDRESS", "SCALE"):
        page.locator(f"#id_DE_PROJECT_{name}").fill("示例内容")
    page.locator("#id_DE_PROJECT_TOTAL").fill("100000")
    who.choose("是")
    who.press("保存并继续")
    who.press("去准备", "link")
    page.locator("input[type=file]").set_input_files(FILE)
    who.press("上传")
    who.press("回到材料清单", "link")
    who.press("保存并继续")
    who.press("提交申请")
    page.get_by_role("heading", name="申请已提交").wait_for()
    number: str = page.locator(".receipt .number").first.inner_text()
    return re.sub(r"\s", "", number)


def _decides_and_makes_out(who: Person, number: str) -> None:
    """Task 3."""
    who.sign_in("approval-bureau.decide")
    who.open_case(number)
    who.choose("准予")
    who.act("作出决定")
    who.act("出证")
    who.choose("网上送达")
    who.act("送达")


def _sees_it_in_public_and_verifies(who: Person, number: str, folder: Path) -> Path:
    """Task 4; return the downloaded PDF."""
    page = who.page
    _wait_until_public(who, number)
    who.sign_in("person-1")
    with page.expect_navigation():
        page.locator("a[href^='/cases/']").first.click()
    expect(page.locator("main")).to_contain_text(number)
    address = page.locator(f"li:has-text('{RESULT}') a").first.get_attribute("href")
    reply = page.request.get(f"{who.demo.base_url}{address}")
    pdf = folder / "result.pdf"
    pdf.write_bytes(reply.body())
    assert pdf.read_bytes().startswith(b"%PDF")
    who.case = page.url
    who.press("核验页", "link")
    page.locator("input[type=file]").set_input_files(pdf)
    who.press("核对")
    page.get_by_text("真实，现在有效").first.wait_for()
    page.get_by_text("文件就是签发的那一份，没有改动").first.wait_for()
    return pdf


def _wait_until_public(who: Person, number: str) -> None:
    """The worker publishes within seconds; the page without an account shows it."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        who.go(f"/results/{number}/")
        if MATTER in who.page.locator("main").inner_text():
            break
        time.sleep(0.5)
    who.go("/results/")
    expect(who.page.locator("main")).to_contain_text(MATTER)


def _a_changed_byte_is_told(who: Person, pdf: Path) -> None:
    content = bytearray(pdf.read_bytes())
    content[len(content) // 2] ^= 1
    other = pdf.with_name("changed.pdf")
    other.write_bytes(content)
    who.page.locator("input[type=file]").set_input_files(other)
    with who.page.expect_navigation():
        who.page.get_by_role("button", name="核对", exact=True).click()
    who.page.get_by_text("文件不可信").first.wait_for()


def _takes_the_record_away(who: Person, folder: Path) -> Path:
    """The first half of task 5."""
    who.page.goto(who.case)
    who.pressed.append("**下载办件记录**")
    with who.page.expect_download() as download:
        who.page.get_by_role("link", name="下载办件记录").click()
    record = folder / "record.json"
    download.value.save_as(record)
    return record


def _proves_it(demo: Demo, record: Path, folder: Path) -> None:
    """The commands of task 5, and what they say of a record that was altered."""
    checked = demo.run("yichuang.ledger.checker", str(record))
    assert (checked.returncode, "everything holds" in checked.stdout) == (0, True)
    altered = json.loads(record.read_text())
    altered["events"][-1]["effective_us"] -= 1
    wrong = folder / "altered.json"
    wrong.write_text(json.dumps(altered))
    assert demo.run("yichuang.ledger.checker", str(wrong)).returncode == 1

    head = folder / "my-head"
    head.write_bytes((demo.var / "head" / "HEAD").read_bytes())
    verified = demo.run("yichuang", "ledger", "verify", "--against", str(head))
    assert verified.returncode == 0, verified.stdout


def _missing(readme: str, pressed: list[str]) -> list[str]:
    """Return the pressed words that do not stand in a README after the ones before them."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    at, missing = text.index("make test"), []
    for word in pressed:
        found = text.find(word, at)
        if found < 0:
            missing.append(word)
        else:
            at = found + 1
    return missing

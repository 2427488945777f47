"""What the command line says where the shell asks for Chinese, and where for no known language."""

from __future__ import annotations

import pytest

from yichuang.site.cli import texts

STOP = "按 Ctrl-C 停止。"


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh_CN.UTF-8", [STOP]), ("C.UTF-8", [STOP, "Ctrl-C stops it."]), ("", None)],
)
def test_say_adds_english_where_neither_language_is_asked_for(monkeypatch, capsys, language, said):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", language)

    texts.say(STOP)

    assert capsys.readouterr().out.splitlines() == (said or [STOP, "Ctrl-C stops it."])

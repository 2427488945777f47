"""What was typed into one form of a page that holds several: names carry the form's prefix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .fields import LONGEST_TEXT, day_in, whole_in

# Control signs but tab and line ends, and those that turn the direction of writing round.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class Given:
    """Reads values by their short name and gathers what is wrong with them."""

    prefix: str
    data: QueryDict = field(default_factory=lambda: QueryDict(""))
    files: MultiValueDict[str, Any] = field(default_factory=MultiValueDict)
    errors: dict[str, str] = field(default_factory=dict)
    kept: dict[str, list[Any]] = field(default_factory=dict)  # files already put away, by field

    def name(self, short: str) -> str:
        """Return the name a field has on the page."""
        return f"{self.prefix}-{short}"

    def text(self, short: str, default: str = "") -> str:
        """Return a text without spaces around it and without signs that nobody can see."""
        text = str(self.data.get(self.name(short), default))
        return UNSEEN.sub("", text).strip()[:LONGEST_TEXT]

    def several(self, short: str) -> list[str]:
        """Return every value of a field that may have several."""
        return [str(one) for one in self.data.getlist(self.name(short))]

    def needed(self, short: str, label: str | Promise) -> str:
        """Return a text that must not be empty; an error is noted if it is."""
        text = self.text(short)
        if not text:
            self.wrong(short, _("请填写“%(label)s”") % {"label": label})
        return text

    def day(self, short: str, label: str | Promise) -> date | None:
        """Return a day; an error is noted if something else was typed."""
        text = self.text(short)
        if not text:
            return None
        day = day_in(text)
        if day is None:
            self.wrong(short, _("“%(label)s”不是有效的日期") % {"label": label})
        return day

    def whole(self, short: str, label: str | Promise) -> int:
        """Return a whole number; an error is noted if something else was typed."""
        number = whole_in(self.text(short))
        if number is None:
            self.wrong(short, _("“%(label)s”应当填数字") % {"label": label})
        return number or 0

    def one_of(self, short: str, label: str | Promise, table: Mapping[Any, Any]) -> str:
        """Return one of the table's codes; an error is noted if it is none."""
        value = self.text(short)
        if value not in {str(key) for key in table}:
            self.wrong(short, _("请选择“%(label)s”") % {"label": label})
        return value

    def wrong(self, short: str, message: str) -> None:
        """Note an error; the first of a field stays."""
        self.errors.setdefault(self.name(short), message)

    def ask(self, short: str, kind: str, label: str | Promise, **more: Any) -> dict[str, Any]:
        """Return a question with what was typed and what is wrong with it."""
        name = self.name(short)
        if kind == "checkboxes":
            typed: Any = self.several(short) if self.data else more.pop("value", [])
        else:
            typed = self.data.get(name, more.pop("value", ""))
        more.pop("value", None)
        return {
            "name": name,
            "kind": kind,
            "label": label,
            "value": typed,
            "error": self.errors.get(name, ""),
            **more,
        }

    @property
    def summary(self) -> list[dict[str, str]]:
        """Return the errors for the summary on top of the form."""
        return [{"name": name, "message": text} for name, text in self.errors.items()]

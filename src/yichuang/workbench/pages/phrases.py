"""The page on which phrases are kept (常用语): a post's shared ones, and one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.directory.public import (
    PHRASE_PLACES,
    Actor,
    Phrase,
    PhraseChange,
    PhraseUse,
    history_of_phrase,
    leads,
    phrases_at_hand,
    posts_of_organ,
    shared_phrases,
)

from ..forms.fields import options
from ..forms.given import Given

USES: Mapping[str, Any] = {
    "supplement": gettext_lazy("补正告知"),
    "decline": gettext_lazy("不予受理的理由"),
    "opinion": gettext_lazy("审查意见"),
    "refusal": gettext_lazy("不予批准的理由"),
}
KINDS: Mapping[str, Any] = {
    "added": gettext_lazy("新增"),
    "changed": gettext_lazy("修改"),
    "withdrawn": gettext_lazy("停用"),
}
# rule → words
FAULTS: Mapping[str, Any] = {
    "phrase_empty": gettext_lazy("请填写内容"),
    "phrase_too_long": gettext_lazy("一条常用语不能超过 300 字"),
    "phrase_one_line": gettext_lazy("补正告知的常用语只能是一行"),
    "phrase_unknown_place": gettext_lazy("大括号里只能写页面列出的名称"),
    "phrase_stray_brace": gettext_lazy("大括号没有成对"),
    "phrase_twice": gettext_lazy("已经有相同的常用语"),
    "phrase_too_many": gettext_lazy("一份清单最多 200 条，请先停用不用的"),
    "phrase_changed": gettext_lazy("其间已有人改动，请看清现在的内容再保存"),
}


@dataclass(frozen=True, slots=True)
class UseGroup:
    """The phrases of one use."""

    label: Any
    phrases: list[Phrase]


@dataclass(frozen=True, slots=True)
class PhrasesPage:
    """What `workbench/phrases.html` shows."""

    post: str
    post_name: str
    own_post: bool
    leads: bool
    posts: dict[str, str]
    groups: list[UseGroup]
    fields: list[dict[str, Any]]
    places: str
    errors: list[dict[str, str]]

    @property
    def empty(self) -> bool:
        """Whether the list has nothing yet."""
        return not self.groups

    @property
    def may_add(self) -> bool:
        """Whether anything may be added to this list."""
        return self.own_post or self.leads


def phrases_page(actor: Actor, post: str = "", given: Given | None = None) -> PhrasesPage:
    """Return a post's list: at one's own post with one's own phrases, at another the shared ones.

    Raises NotAllowed, PhraseNotFound for a post the actor has no part in.
    """
    post, head = post or actor.post, leads(actor, actor.organ)
    own, given = post == actor.post, given or Given("phrase")
    found = phrases_at_hand(actor) if own else shared_phrases(actor, post)
    posts = posts_of_organ(actor.organ) if head else {}
    return PhrasesPage(
        post=post,
        post_name=actor.post_name if own else posts.get(post, post),
        own_post=own,
        leads=head,
        posts=posts,
        groups=_groups(found),
        fields=_fields(given, own=own, head=head),
        places=_places(),
        errors=given.summary,
    )


def _groups(found: list[Phrase]) -> list[UseGroup]:
    groups = [
        UseGroup(USES[use.value], [one for one in found if one.use is use]) for use in PhraseUse
    ]
    return [group for group in groups if group.phrases]


def _places() -> str:
    """Return what can be filled in, as it is typed."""
    names = dict.fromkeys(name for names in PHRASE_PLACES.values() for name in names)
    return _("、").join(f"{{{name}}}" for name in names)


def _fields(given: Given, *, own: bool, head: bool) -> list[dict[str, Any]]:
    ask = given.ask
    help_text = _("可以写 %(places)s，使用时自动填入；%(material)s 只用于补正告知") % {
        "places": _places(),
        "material": "{材料名称}",
    }
    fields = [
        ask("use", "select", _("用在哪里"), options=options(USES), required=True),
        ask(
            "text",
            "textarea",
            _("内容"),
            required=True,
            rows=3,
            maxlength=300,
            help=help_text,
        ),
    ]
    if own and head:
        fields.append(ask("shared", "checkbox", _("本岗位共用")))
    return fields


@dataclass(frozen=True, slots=True)
class PhrasePage:
    """One phrase: its wording to be changed, and every wording it had."""

    phrase: Phrase
    use: Any
    field: dict[str, Any]
    changes: list[tuple[Any, PhraseChange]]
    may_change: bool
    withdrawn: bool
    errors: list[dict[str, str]]


def phrase_page(actor: Actor, phrase: UUID, given: Given | None = None) -> PhrasePage:
    """Return the page of one phrase. Raises PhraseNotFound."""
    found, changes = history_of_phrase(actor, phrase)
    given, gone = given or Given("phrase"), changes[0].kind == "withdrawn"
    return PhrasePage(
        phrase=found,
        use=USES[found.use.value],
        field=given.ask(
            "text", "textarea", _("内容"), value=found.text, required=True, rows=3, maxlength=300
        ),
        changes=[(KINDS[one.kind], one) for one in changes],
        may_change=not gone and (not found.shared or leads(actor, actor.organ)),
        withdrawn=gone,
        errors=given.summary,
    )

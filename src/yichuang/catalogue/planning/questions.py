"""Questions of different matters under one code: one question only where it reads the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..content import Situation
from .wishes import Wish


def told_apart(wishes: Iterable[Wish]) -> tuple[Wish, ...]:
    """Return the wishes with every question of its own under a code of its own.

    Editions choose their codes by themselves: "kind" means one thing here and another there. Two
    are one question only if words and answers are the same; a later one that is not is asked as
    "matter:code" by the first that asks it so, and all that depends on it follows.
    """
    known: dict[str, list[tuple[str, Situation]]] = {}  # each reading of a code, as it is asked
    found = []
    for wish in wishes:
        renamed = {}
        for question in wish.questions:
            readings = known.setdefault(question.code, [])
            code = next((code for code, one in readings if _same(one, question)), "")
            if not code:
                code = f"{wish.id}:{question.code}" if readings else question.code
                readings.append((code, question))
            if code != question.code:
                renamed[question.code] = code
        found.append(_renamed(wish, renamed) if renamed else wish)
    return tuple(found)


def _same(one: Situation, other: Situation) -> bool:
    return one.question == other.question and set(one.answers) == set(other.answers)


def _renamed(wish: Wish, codes: dict[str, str]) -> Wish:
    return replace(
        wish,
        questions=tuple(replace(q, code=codes.get(q.code, q.code)) for q in wish.questions),
        fields=tuple(replace(f, asked_when=_when(f.asked_when, codes)) for f in wish.fields),
        requirements=tuple(
            replace(r, when=tuple(_when(one, codes) for one in r.when)) for r in wish.requirements
        ),
    )


def _when(asked_when: str, codes: dict[str, str]) -> str:
    question, parted, wanted = asked_when.partition("=")
    code = question.strip()
    return f"{codes[code]}{parted}{wanted}" if code in codes else asked_when

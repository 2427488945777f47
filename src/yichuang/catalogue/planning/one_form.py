"""One form for all: every data element once, and nothing that is held already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..content import FormField, Situation
from ..forms import applies
from .wishes import Answers, Wish


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of the one form, and the matters that want it. `own`: told apart from a namesake."""

    field: FormField
    matters: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class OneForm:
    """The form: what is asked, and what is known with where from.

    `filled`: elements that results of the bundle fill in, each with the matter that gives it.
    """

    asked: tuple[Asked, ...]
    known: Mapping[str, str]
    filled: Mapping[str, str] = field(default_factory=dict)


def questions_of(wishes: Iterable[Wish]) -> tuple[tuple[Situation, tuple[str, ...]], ...]:
    """Return each question once with the matters that ask it; the same code is one question.

    Its answers are those that all of them know, in the first one's order; where they share none,
    the questions stay apart under "matter:code".
    """
    found: dict[str, tuple[Situation, list[str]]] = {}
    for wish in wishes:
        for question in wish.questions:
            code = question.code
            if code in found and not _shared(found[code][0], question):
                code = f"{wish.id}:{code}"
            if code not in found:
                found[code] = (replace(question, code=code), [wish.id])
            else:
                known, matters = found[code]
                found[code] = (
                    replace(known, answers=_shared(known, question)),
                    [*matters, wish.id],
                )
    return tuple((question, tuple(matters)) for question, matters in found.values())


def _shared(one: Situation, other: Situation) -> tuple[str, ...]:
    return tuple(answer for answer in one.answers if answer in other.answers)


def one_form(
    wishes: Iterable[Wish],
    answers: Answers,
    known: Mapping[str, str],
    given: Mapping[tuple[str, str], str] | None = None,
) -> OneForm:
    """Return the form of a set of matters under these answers. `given`: see `carried`.

    Elements of one code and kind are one field: required if one matter requires it, as short as
    the shortest, with the choices all of them know. One of another kind or without a common choice
    is asked for itself.
    """
    asked: dict[tuple[str, str], Asked] = {}
    wanted: dict[str, str] = {}
    filled: dict[str, str] = {}
    for wish in wishes:
        for one in wish.fields:
            if not applies(one.asked_when, answers):
                continue
            if one.element in known:
                wanted[one.element] = known[one.element]
                continue
            if given and (wish.id, one.element) in given:
                filled.setdefault(one.element, given[wish.id, one.element])
                continue
            key = (one.element, "")
            if key in asked and not _fits(asked[key].field, one):
                key = (one.element, wish.id)
            asked[key] = _joined(asked.get(key), one, wish.id, own=bool(key[1]))
    return OneForm(tuple(asked.values()), wanted, filled)


def _fits(one: FormField, other: FormField) -> bool:
    if one.kind != other.kind or one.unit != other.unit:
        return False
    return not one.choices or bool(set(one.choices) & set(other.choices))


def _joined(before: Asked | None, other: FormField, matter: str, *, own: bool) -> Asked:
    if before is None:
        return Asked(replace(other, asked_when=""), (matter,), own)
    joined = replace(
        before.field,
        required=before.field.required or other.required,
        longest=min(before.field.longest, other.longest),
        choices=tuple(c for c in before.field.choices if c in other.choices),
    )
    return Asked(joined, (*before.matters, matter), own)

"""What a plan is made from: matters with what each asks and gives, and what is held already.

A document has an id: two materials are one document only where an editor has confirmed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yichuang.law.public import Period

from ..content import FormField, Situation


@dataclass(frozen=True, slots=True)
class Requirement:
    """One material of one matter. Any one of `options`, ids of documents, satisfies it.

    `form`: an application form, which the one form of the bundle fills. `when`: situations that
    must all hold, each as `catalogue.forms.applies` reads it. `basis`: by which articles.
    `from_state`: ids that satisfy it only where the state holds them, as a register's answer.
    """

    matter: str
    code: str
    name: str
    options: tuple[str, ...]
    form: bool = False
    needed: bool = True  # False: a material that may be handed in or not
    later: bool = False  # 容缺后补
    when: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    from_state: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Return every id that satisfies it where it is held."""
        return (*self.options, *self.from_state)

    @property
    def key(self) -> tuple[str, str]:
        """Return what names it in the whole bundle."""
        return self.matter, self.code


@dataclass(frozen=True, slots=True)
class Wish:
    """One matter somebody wants, as its edition has it.

    `gives`: ids of documents its grant gives. `visits`: how often the applicant must come when it
    is applied for by itself; `in_person`: how many of these no common window takes over, as a
    medical check. `when`: situations in which the bundle has this matter at all. `yields`: data
    elements that exist only once its result does, as the number on a licence.
    """

    id: str
    name: str
    organ: str = ""
    licence: bool = True  # bound by the licensing law
    instant: bool = False
    statutory: Period | None = None
    promised: Period | None = None
    requirements: tuple[Requirement, ...] = ()
    fields: tuple[FormField, ...] = ()
    questions: tuple[Situation, ...] = ()
    gives: tuple[str, ...] = ()
    visits: int = 1
    site_visit: bool = False
    when: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    in_person: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """What need not be asked: documents and data elements, each with where they come from."""

    documents: Mapping[str, str] = field(default_factory=dict)
    elements: Mapping[str, str] = field(default_factory=dict)


NOTHING_HELD = Held()
Answers = Mapping[str, Any]

"""Random sets of matters: shared elements, alternatives, results that are materials, circles."""

from __future__ import annotations

import random
from itertools import product

from yichuang.catalogue.content import FormField, Situation
from yichuang.catalogue.planning.wishes import Held, Requirement, Wish
from yichuang.law.public import Period, Unit

QUESTIONS = (
    Situation("cold", "是否自制冷食？", ("是", "否")),
    Situation("size", "面积多大？", ("小", "中", "大")),
)
CONDITIONS = ((), (), (), ("cold=是",), ("size=中|大",), ("cold=否", "size=小"))
UNITS = (Unit.WORKING_DAY, Unit.WORKING_DAY, Unit.CALENDAR_DAY)


def every_answer():
    """Return every way the questions may be answered."""
    codes = [question.code for question in QUESTIONS]
    values = product(*(question.answers for question in QUESTIONS))
    return [dict(zip(codes, each, strict=True)) for each in values]


def random_set(seed, *, matters=(2, 6), documents=9):
    """Return wishes, answers and what is held, the same for the same seed."""
    dice = random.Random(seed)
    number = dice.randint(*matters)
    ids = [f"m{n}" for n in range(number)]
    pool = [f"d{n}" for n in range(documents)]
    results = {one: f"result of {one}" for one in ids}
    entangled = dice.choice([0.1, 0.25, 0.5])  # how often results are asked for
    wishes = tuple(_wish(dice, one, pool, results, entangled) for one in ids)
    held = Held(
        documents={one: "licence" for one in pool if dice.random() < 0.1},
        elements={f"e{n}": "register" for n in range(12) if dice.random() < 0.2},
    )
    return wishes, dice.choice(every_answer()), held


def _wish(dice, matter, pool, results, entangled):
    given = list(results.values())
    requirements = []
    for n in range(dice.randint(1, 5)):
        # Mostly a document or one of several; sometimes another's result, or that or a document.
        options = dice.sample(pool, dice.choice([1, 1, 1, 2, 2, 3]))
        if dice.random() < entangled:
            options = [dice.choice(given), *(options if dice.random() < 0.5 else [])]
        requirements.append(
            Requirement(
                matter,
                f"r{n}",
                f"材料{n}",
                tuple(dict.fromkeys(options)),
                form=dice.random() < 0.1,
                needed=dice.random() < 0.9,
                when=dice.choice(CONDITIONS),
            )
        )
    fields = tuple(
        FormField(f"e{n}", f"要素{n}", required=dice.random() < 0.7)
        for n in sorted(dice.sample(range(12), dice.randint(1, 5)))
    )
    days = dice.randint(1, 20)
    return Wish(
        matter,
        f"事项{matter}",
        organ=dice.choice(["甲局", "乙局"]),
        instant=dice.random() < 0.1,
        statutory=Period(days + 5, dice.choice(UNITS), "LicLaw 42"),
        promised=Period(days, Unit.WORKING_DAY, "guide"),
        requirements=tuple(requirements),
        fields=fields,
        questions=QUESTIONS,
        gives=(results[matter],),
        when=dice.choice(CONDITIONS),
        yields=tuple(f"e{n}" for n in range(12) if dice.random() < 0.1),
    )

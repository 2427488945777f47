"""Every table that is not refused runs to its decision, whatever is done with it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.flow.explore import _reach
from yichuang.flow.public import Flaw, Rule, Standing, Step, Steps, survey

ANSWERS = {"q": ("是", "否"), "r": ("甲", "乙", "丙")}
CONDITIONS = ["", "", 'answers["q"] == "是"', 'answers["r"] in ["甲", "乙"]']


@st.composite
def tables(draw):
    """Up to four steps and a decision, each behind some earlier ones, with all rows can say."""
    rows = []
    for n in range(draw(st.integers(1, 4))):
        earlier = [row.code for row in rows]
        after = draw(st.lists(st.sampled_from(earlier), unique=True, max_size=2)) if rows else []
        before = before_of(rows, after)
        conditions = [*CONDITIONS, *(f'steps["{code}"] != "agreed"' for code in before)]
        back = draw(st.lists(st.sampled_from(before), max_size=1)) if before else []
        rows.append(
            Step(
                f"s{n}",
                after=tuple(after),
                when=draw(st.sampled_from(conditions)),
                back_to=tuple(back),
                heads=draw(st.sampled_from([1, 1, 2])),
                rule=draw(st.sampled_from(list(Rule))),
                silence=draw(st.booleans()),
            )
        )
    waited = {code for row in rows for code in row.after}
    ends = tuple(row.code for row in rows if row.code not in waited)
    back = draw(st.sampled_from([(), (rows[0].code,)]))
    return Steps((*rows, Step("decide", after=ends, back_to=back)))


def before_of(rows, after):
    found = list(after)
    for code in found:
        found += [c for c in next(row.after for row in rows if row.code == code) if c not in found]
    return sorted(found)


@given(tables())
@settings(max_examples=40, deadline=None)
def test_no_dead_end_in_any_table(steps):
    found = survey(steps, ANSWERS)

    assert not [flaw for flaw in found.flaws if flaw.code == "dead_end"]


@given(tables(), st.sampled_from(["是", "否"]), st.sampled_from(["甲", "丙"]))
@settings(max_examples=40, deadline=None)
def test_no_token_is_lost_and_no_join_is_jumped(steps, q, r):
    markings, _ = _reach(steps, {"q": q, "r": r}, 2_000)

    for marking in markings:
        if marking.finished:
            assert all(marking[code].settled for code in marking)
            continue
        assert marking.open, "somebody always has the case"
        asked_back = {code for code in marking if marking[code].back_to_whom}
        for code in marking.open:
            missing = {c for c in steps.before[code] if not marking[c].settled}
            reopened = asked_back | set().union(*(steps.behind[c] for c in asked_back), set())
            assert missing <= reopened, "a join waits, but for a step that was only asked back"
        for code in marking:
            if marking[code].standing is Standing.WAITING:
                assert not marking[code].votes


def test_what_a_survey_finds():
    rows = (
        Step("examine", when='answers["q"] == "是"'),
        Step("never", after=("examine",), when='answers["q"] == "没有"'),
        Step("decide", after=("never",)),
    )

    assert survey(Steps(rows), ANSWERS).flaws == (
        Flaw("nobody_examines", "decide", "q=否"),
        Flaw("never_opened", "never"),
    )
    assert survey(Steps(rows), {}).flaws == (Flaw("unknown_question", "", "q"),)


def test_a_table_too_large_to_survey_says_so():
    wide = tuple(Step(f"s{n}", heads=3) for n in range(9))
    everything = Steps((*wide, Step("decide", after=tuple(row.code for row in wide))))

    assert not survey(everything).complete

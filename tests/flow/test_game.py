"""The moves, each worked by hand on small tables."""

from __future__ import annotations

import pytest

from yichuang.flow.public import (
    CannotPassOn,
    NothingToRecall,
    NotItsTurn,
    NoVoice,
    NoWayBack,
    Outcome,
    Rule,
    SignerAwaited,
    SpokenBefore,
    Standing,
    Step,
    Steps,
    Vote,
    add_signer,
    begin,
    in_line,
    recall,
    send_back,
    sign,
    speak,
    time_out,
    transfer,
)

COLD = {"cold": "是"}
WARM = {"cold": "否"}

# examine → (fire beside site, the latter only for cold food) → review → decide
RESTAURANT = Steps(
    (
        Step("examine"),
        Step("fire", after=("examine",), back_to=("examine",)),
        Step("site", after=("examine",), when='answers["cold"] == "是"', heads=2),
        Step("review", after=("fire", "site"), back_to=("examine", "fire")),
        Step("decide", after=("review",), back_to=("examine",)),
    )
)


def yes(officer, organ=""):
    return Vote(officer, True, organ)


def no(officer, organ=""):
    return Vote(officer, False, organ)


class Walk:
    """A case on its way; each call is a move."""

    def __init__(self, steps, answers=WARM):
        self.steps, self.answers = steps, answers
        self.at = begin(steps, answers)

    def speak(self, code, vote, may_take=frozenset()):
        self.at = speak(self.steps, self.at, code, vote, self.answers, may_take)
        return self

    def sign(self, code, officer):
        self.at = sign(self.steps, self.at, code, officer, self.answers)
        return self

    def add(self, code, officer, *, first):
        self.at = add_signer(self.steps, self.at, code, officer, first=first)
        return self

    def back(self, code, to, *, again):
        self.at = send_back(self.steps, self.at, code, to, again=again)
        return self

    def recall(self, code, officer):
        self.at = recall(self.steps, self.at, code, officer, self.answers)
        return self

    def silent(self, code):
        self.at = time_out(self.steps, self.at, code, self.answers)
        return self

    def give(self, code, officer):
        self.at = transfer(self.steps, self.at, code, officer)
        return self


def test_steps_behind_the_same_one_are_open_together_and_a_join_waits_for_both():
    walk = Walk(RESTAURANT, COLD)
    assert walk.at.open == ("examine",)
    assert walk.speak("examine", yes("a")).at.open == ("fire", "site")
    assert walk.speak("fire", yes("b")).at.open == ("site",)
    assert walk.speak("site", yes("c")).at.open == ("site",)
    assert walk.speak("site", yes("d")).at.open == ("review",)
    assert not walk.speak("review", yes("e")).at.finished
    assert walk.speak("decide", yes("f")).at.finished


def test_a_step_whose_condition_does_not_hold_is_passed_over_and_nobody_waits_for_it():
    walk = Walk(RESTAURANT, WARM).speak("examine", yes("a"))

    assert walk.at.open == ("fire",)
    assert walk.at["site"].standing is Standing.PASSED_OVER
    assert walk.speak("fire", yes("b")).at.open == ("review",)


def test_one_way_out_of_two_and_the_other_otherwise():
    choice = Steps(
        (
            Step("examine"),
            Step("experts", after=("examine",), when='steps["examine"] == "disagreed"'),
            Step("brief", after=("examine",), when="otherwise"),
            Step("decide", after=("experts", "brief")),
        )
    )

    assert Walk(choice).speak("examine", no("a")).at.open == ("experts",)
    assert Walk(choice).speak("examine", yes("a")).at.open == ("brief",)


def asked(rule):
    organs = ("fire", "health", "water")
    return Steps((Step("ask", organs=organs, rule=rule), Step("decide", after=("ask",))))


@pytest.mark.parametrize(
    ("rule", "votes", "outcome"),
    [
        (Rule.EVERYONE, "n", Outcome.NONE),
        (Rule.EVERYONE, "nyy", Outcome.DISAGREED),
        (Rule.EVERYONE, "yyy", Outcome.AGREED),
        (Rule.VETO, "y", Outcome.NONE),
        (Rule.VETO, "yn", Outcome.DISAGREED),
        (Rule.VETO, "yyy", Outcome.AGREED),
        (Rule.MAJORITY, "yn", Outcome.NONE),
        (Rule.MAJORITY, "yy", Outcome.AGREED),
        (Rule.MAJORITY, "nyn", Outcome.DISAGREED),
    ],
)
def test_when_several_organs_have_spoken_enough(rule, votes, outcome):
    walk = Walk(asked(rule))
    for organ, voice in zip(("fire", "health", "water"), votes, strict=False):
        walk.speak("ask", Vote(f"of {organ}", voice == "y", organ))

    assert walk.at["ask"].outcome is outcome
    assert walk.at.open == (("decide",) if outcome else ("ask",))


def test_half_is_no_majority():
    four = Steps((Step("ask", heads=4, rule=Rule.MAJORITY), Step("decide", after=("ask",))))
    walk = Walk(four).speak("ask", yes("a")).speak("ask", yes("b")).speak("ask", no("c"))
    assert not walk.at["ask"].outcome

    assert walk.speak("ask", no("d")).at["ask"].outcome is Outcome.DISAGREED


def test_nobody_speaks_twice_for_himself_or_for_two_organs():
    walk = Walk(asked(Rule.EVERYONE)).speak("ask", yes("a", "fire"))

    for again in (yes("a", "health"), yes("b", "fire")):
        with pytest.raises(SpokenBefore):
            walk.speak("ask", again)
    for stranger in (yes("c", "police"), yes("c")):
        with pytest.raises(NoVoice):
            walk.speak("ask", stranger)


def test_a_step_out_of_turn_is_refused():
    for code in ("review", "decide", "unheard of"):
        with pytest.raises(NotItsTurn):
            Walk(RESTAURANT).speak(code, yes("a"))


def test_sent_back_to_go_through_all_again_leaves_the_other_branch_alone():
    walk = Walk(RESTAURANT, COLD).speak("examine", yes("a")).speak("fire", yes("b"))
    walk.speak("site", yes("c")).speak("site", yes("d"))

    walk.back("review", "fire", again=True)

    assert walk.at.open == ("fire",)
    assert walk.at["site"].standing is Standing.DONE
    assert walk.speak("fire", yes("e")).at.open == ("review",)


def test_sent_back_to_the_start_to_go_through_all_again():
    walk = Walk(RESTAURANT, WARM).speak("examine", yes("a")).speak("fire", yes("b"))

    walk.back("review", "examine", again=True)

    assert walk.at == begin(RESTAURANT, WARM)


def test_sent_back_for_one_answer_returns_straight_to_who_asked():
    walk = Walk(RESTAURANT, COLD).speak("examine", yes("a")).speak("fire", yes("b"))
    walk.speak("site", yes("c")).speak("site", yes("d")).speak("review", yes("e"))

    walk.back("decide", "examine", again=False)
    assert walk.at.open == ("examine",)
    assert walk.at["review"].standing is Standing.DONE

    assert walk.speak("examine", yes("a")).at.open == ("decide",)
    assert walk.speak("decide", yes("f")).at.finished


def test_who_is_asked_back_may_ask_back_himself():
    walk = Walk(RESTAURANT, WARM).speak("examine", yes("a")).speak("fire", yes("b"))
    walk.back("review", "fire", again=False).back("fire", "examine", again=False)

    assert walk.at.open == ("examine",)
    assert walk.speak("examine", yes("a")).at.open == ("fire",)
    assert walk.speak("fire", yes("b")).at.open == ("review",)


def test_two_branches_may_ask_the_same_step_back_and_both_go_on():
    rows = (
        Step("examine"),
        Step("fire", after=("examine",), back_to=("examine",)),
        Step("water", after=("examine",), back_to=("examine",)),
        Step("decide", after=("fire", "water")),
    )
    walk = Walk(Steps(rows)).speak("examine", yes("a"))
    walk.back("fire", "examine", again=False).back("water", "examine", again=False)

    assert walk.at.open == ("examine",)
    assert walk.speak("examine", yes("a")).at.open == ("fire", "water")


def test_a_new_round_forgets_that_somebody_waited_for_an_answer():
    walk = Walk(RESTAURANT, COLD).speak("examine", yes("a")).speak("fire", yes("b"))
    walk.speak("site", yes("c")).speak("site", yes("d"))
    walk.back("review", "fire", again=False).back("fire", "examine", again=True)

    assert walk.at == begin(RESTAURANT, COLD)


def test_where_a_step_may_not_be_sent_back():
    walk = Walk(RESTAURANT, WARM).speak("examine", yes("a"))
    with pytest.raises(NoWayBack) as refused:
        walk.back("fire", "review", again=True)
    assert refused.value.facts["rule"] == "not_listed"

    half_said = Steps(
        (Step("examine"), Step("site", after=("examine",), back_to=("examine",), heads=2), END)
    )
    walk = Walk(half_said).speak("examine", yes("a")).speak("site", yes("b"))
    with pytest.raises(NoWayBack) as refused:
        walk.back("site", "examine", again=True)
    assert refused.value.facts["rule"] == "spoken"

    optional = Steps(
        (
            Step("site", when='answers["cold"] == "是"'),
            Step("decide", after=("site",), back_to=("site",)),
        )
    )
    with pytest.raises(NoWayBack) as refused:
        Walk(optional, WARM).back("decide", "site", again=True)
    assert refused.value.facts["rule"] == "passed_over"


END = Step("decide", after=("site",))


def test_an_added_signer_signs_first_or_after_and_changes_no_outcome():
    walk = Walk(RESTAURANT).add("examine", "x", first=True).add("examine", "y", first=False)
    with pytest.raises(SignerAwaited):
        walk.speak("examine", yes("a"))
    with pytest.raises(SignerAwaited):
        walk.sign("examine", "y")

    assert walk.sign("examine", "x").speak("examine", no("a")).at.open == ("examine",)
    assert walk.at["examine"].outcome is Outcome.DISAGREED
    assert walk.sign("examine", "y").at.open == ("fire",)
    assert walk.at["examine"].outcome is Outcome.DISAGREED


def test_whom_a_step_does_not_take_as_signer():
    walk = Walk(RESTAURANT, COLD).speak("examine", yes("a")).speak("site", yes("b"))
    for officer, first, rule in [("b", False, "spoken"), ("c", True, "spoken")]:
        with pytest.raises(CannotPassOn) as refused:
            walk.add("site", officer, first=first)
        assert refused.value.facts["rule"] == rule
    walk.add("site", "c", first=False)
    with pytest.raises(CannotPassOn):
        walk.add("site", "c", first=False)
    with pytest.raises(NoVoice):
        walk.sign("site", "stranger")


def test_a_step_given_to_one_officer_is_his_alone():
    walk = Walk(RESTAURANT).give("examine", "b")
    with pytest.raises(NoVoice):
        walk.speak("examine", yes("a"))
    with pytest.raises(CannotPassOn):
        walk.give("examine", "b")

    assert walk.give("examine", "c").speak("examine", yes("c")).at.open == ("fire",)


def test_a_step_of_several_voices_is_given_to_nobody():
    walk = Walk(RESTAURANT, COLD).speak("examine", yes("a"))

    with pytest.raises(CannotPassOn) as refused:
        walk.give("site", "z")
    assert refused.value.facts["rule"] == "many"


def test_a_voice_is_taken_back_until_somebody_behind_has_spoken():
    walk = Walk(RESTAURANT, COLD).speak("examine", yes("a"))
    before = begin(RESTAURANT, COLD)
    assert walk.recall("examine", "a").at == before

    walk.speak("examine", yes("a")).speak("site", yes("c"))
    with pytest.raises(NothingToRecall) as refused:
        walk.recall("examine", "a")
    assert refused.value.facts["rule"] == "passed"
    with pytest.raises(NothingToRecall) as refused:
        walk.recall("site", "a")
    assert refused.value.facts["rule"] == "not_spoken"
    assert walk.recall("site", "c").at["site"].votes == ()


def test_a_step_the_same_officer_would_take_again_is_taken_with_it():
    rows = in_line([Step("examine"), Step("review", same_officer=True), Step("decide")])
    may = frozenset({"review"})

    assert Walk(Steps(rows)).speak("examine", yes("a"), may).at.open == ("decide",)
    assert Walk(Steps(rows)).speak("examine", yes("a")).at.open == ("review",)
    given = Walk(Steps(rows)).speak("examine", yes("a"), may).at["review"]
    assert given.votes == (yes("a"),)


def test_silence_agrees_where_the_table_says_so_and_nowhere_else():
    rows = (
        Step("ask", organs=("fire", "water"), silence=True),
        Step("decide", after=("ask",)),
    )
    walk = Walk(Steps(rows)).speak("ask", yes("a", "fire")).silent("ask")
    assert walk.at["ask"].outcome is Outcome.SILENT
    assert walk.at.open == ("decide",)
    with pytest.raises(NoVoice):
        walk.silent("decide")

    said_no = Walk(Steps(rows)).speak("ask", no("a", "fire")).silent("ask")
    assert said_no.at["ask"].outcome is Outcome.DISAGREED

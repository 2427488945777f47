"""The nine journeys of a hall and one more, the tests that walk them, and the pages each passes."""

from __future__ import annotations

SIGN_IN, INBOX, CASE, FOUND = "/sign-in/", "/work/", "/work/cases/…/", "/work/search/"
COUNTER, TAKEN = "/work/counter/", "/work/counter/done/…/"
SPACE, OWN_CASE, SEARCH = "/my/", "/cases/…/", "/search/"
OFFICER, APPLICANT = (SIGN_IN, INBOX, CASE), (SIGN_IN, SPACE, OWN_CASE)
DRAFT = (
    *("contact", "form/1", "form/2", "check"),
    *("materials", "materials/plan", "materials/rules"),
)
PARTS = (
    *("basics", "limits", "materials", "conditions", "form", "situations", "promise", "offer"),
    *("steps", "hand-up", "fees", "result"),
)

JOURNEYS: dict[str, dict[str, tuple[str, ...]]] = {
    "walk-in instant matter": {
        "workbench/test_walk_in.py::test_instant_matter_is_finished_on_one_screen": (
            SIGN_IN,
            INBOX,
            COUNTER,
            TAKEN,
        ),
    },
    "walk-in committed matter with supplement and originals": {
        "workbench/test_walk_in.py"
        "::test_walk_in_with_a_gap_is_asked_once_mended_decided_and_delivered": (
            *OFFICER,
            COUNTER,
            "/work/counter/reception/",
            TAKEN,
        ),
        "workbench/test_originals.py::test_two_papers_from_the_window_to_archive_and_applicant": (
            *OFFICER,
            COUNTER,
            TAKEN,
            FOUND,
            "/work/deliveries/",
            "/work/originals/",
            "/work/originals/alarms/",
            "/work/originals/cases/…/labels/",
            "/work/originals/cases/…/receipt/",
            "/work/originals/cases/…/return/",
            "/work/originals/items/…/",
            "/work/originals/lists/…/",
            "/work/originals/lists/…/signature/",
            "/work/originals/sending/",
            SPACE,
            OWN_CASE,
        ),
    },
    "online with an agent": {
        "portal/test_agent.py::test_agent_files_online_and_the_end_of_the_mandate_bars_him": (
            "/",
            SEARCH,
            "/matters/test-licence/",
            "/matters/test-service/",
            "/apply/…/",
            *(f"/drafts/…/{step}/" for step in DRAFT),
            "/cases/…/receipt/",
            *OFFICER,
            SPACE,
            OWN_CASE,
            "/my/mandates/",
            "/my/looks/",
        ),
    },
    "transferred and untransferred matter side by side": {
        "portal/test_side_by_side.py::test_transferred_and_own_matter_side_by_side": (
            "/",
            SEARCH,
            "/matters/left/",
            "/matters/moved/",
            "/matters/kept/",
            *APPLICANT,
            "/verify/",
            "/verify/…",
        ),
    },
    "correction and voiding": {
        "workbench/test_mending.py"
        "::test_a_correction_is_shown_before_it_is_made_and_after_to_everybody": (
            *OFFICER,
            SPACE,
            OWN_CASE,
        ),
        "workbench/test_voiding.py"
        "::test_voiding_is_told_before_it_is_done_and_the_number_is_not_used_again": (
            *OFFICER,
            SPACE,
            OWN_CASE,
        ),
    },
    "promise not kept": {
        "workbench/test_turns.py::test_promise_not_kept_ends_in_revocation": (
            *OFFICER,
            FOUND,
            SPACE,
            OWN_CASE,
        ),
    },
    "deemed acceptance after an outage": {
        "workbench/test_mending.py"
        "::test_a_deemed_acceptance_after_an_outage_waits_for_a_named_person": (
            *OFFICER,
            "/work/deemed/",
        ),
    },
    "editor's new matter": {
        "workbench/test_new_matter.py::test_a_new_matter_is_live_in_fifteen_minutes": (
            SIGN_IN,
            INBOX,
            "/work/matters/",
            "/work/matters/new/",
            "/work/matters/…/",
            *(f"/work/matters/…/parts/{part}/" for part in PARTS),
            "/work/matters/…/counter/",
            "/preview/…/",
            SPACE,
            SEARCH,
            "/matters/…/",
            "/apply/…/",
            "/drafts/…/situations/",
            "/drafts/…/contact/",
            "/drafts/…/form/1/",
            "/drafts/…/materials/",
            "/drafts/…/materials/m1/",
            "/drafts/…/check/",
            "/cases/…/receipt/",
        ),
    },
    "head's morning": {
        "workbench/test_head.py::test_heads_morning": (
            SIGN_IN,
            INBOX,
            "/work/decisions/",
            "/work/decisions/confirmation/",
            "/work/decisions/granted/",
            "/work/today/",
            "/work/today/rows/",
            "/work/warnings/",
        ),
    },
    "examined below, decided above": {
        "workbench/test_handup.py::test_case_goes_up_and_the_applicant_sees_the_decision": (
            *OFFICER,
            SPACE,
            OWN_CASE,
        ),
    },
}


def pages_of(test: str) -> tuple[str, ...] | None:
    """Return the kinds of pages that a test promises to pass; None if it is none of these."""
    for tests in JOURNEYS.values():
        if test in tests:
            return tests[test]
    return None

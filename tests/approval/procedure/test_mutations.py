"""The search is only worth what it finds: every rule that is broken on purpose must be found."""

from __future__ import annotations

import pytest

from .mutations import MUTATIONS, ROOM, run_all


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.what)
def test_a_mutation_still_fits_the_source(mutation):
    source = (ROOM / mutation.file).read_text(encoding="utf-8")

    assert source.count(mutation.old) == 1
    compile(source.replace(mutation.old, mutation.new), mutation.file, "exec")


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_every_broken_rule_is_found(capsys):
    survived, not_made = run_all()

    with capsys.disabled():
        found = len(MUTATIONS) - len(survived) - len(not_made)
        print(f"\nmutations found: {found} of {len(MUTATIONS)}")
    assert not_made == []
    assert survived == []

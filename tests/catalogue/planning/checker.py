"""What any plan must be, said anew without the planner: every requirement met, nothing twice.

The smallest number of documents comes from a solver that knows nothing of the planner: choices of
sources and an order of the matters as whole numbers, solved by HiGHS.
"""

from __future__ import annotations

import highspy


def holds(when, answers):
    """Return whether all situations of a condition hold."""
    for one in when:
        question, _, wanted = one.partition("=")
        if answers.get(question) not in wanted.split("|"):
            return False
    return True


def asked_of(wishes, answers):
    """Return the matters that apply and the requirements that must be met."""
    taken = [wish for wish in wishes if holds(wish.when, answers)]
    needed = [
        one
        for wish in taken
        for one in wish.requirements
        if one.needed and not one.form and holds(one.when, answers)
    ]
    return taken, needed


def faults(plan, wishes, answers, held):
    """Return what is wrong with a plan, in words; an empty list is good."""
    taken, needed = asked_of(wishes, answers)
    found = []
    if [wish.id for wish in plan.matters] != [wish.id for wish in taken]:
        found.append("other matters than the answers ask for")
    found += _unmet(plan, taken, needed, held)
    found += _twice(plan, taken, answers, held)
    if plan.circle is None:
        found += _order_broken(plan)
    return found


def _unmet(plan, taken, needed, held):
    brought = {document.id for document in plan.bring}
    gives = {wish.id: set(wish.gives) for wish in taken}
    spared = {one.requirement.key: one for one in plan.spared if one.how != "form"}
    for one in needed:
        options = set(one.options)
        if options & set(held.documents) or options & brought:
            continue
        source = spared.get(one.key)
        if source is None or source.how != "result" or not options & gives[source.source]:
            yield f"{one.key} is met by nothing"
        elif source.source not in plan.after[one.matter]:
            yield f"{one.key} does not wait for {source.source}"


def _twice(plan, taken, answers, held):
    documents = [document.id for document in plan.bring]
    if len(documents) != len(set(documents)):
        yield "a document is asked for twice"
    if set(documents) & set(held.documents):
        yield "a document that is held is asked for"
    elements = [one.field.element for one in plan.form.asked]
    if len(elements) != len(set(elements)):
        yield "an element is asked for twice"
    reached = _earlier(plan) if plan.circle is None else {}
    wanted = {
        field.element
        for wish in taken
        for field in wish.fields
        if not field.asked_when or holds((field.asked_when,), answers)
        if not any(
            field.element in giver.yields and giver.id in reached.get(wish.id, ())
            for giver in taken
        )
    }
    if set(elements) != wanted - set(held.elements):
        yield "other elements than are wanted and neither known nor given by a result before"
    needless = [d.id for d in plan.bring if not d.serves]
    if needless:
        yield "a document that serves nothing"


def _earlier(plan):
    """Return matter → all that come before it, by going round until nothing is added."""
    reached = {matter: set(givers) for matter, givers in plan.after.items()}
    for _ in reached:
        for earlier in reached.values():
            earlier |= {far for near in tuple(earlier) for far in reached[near]}
    return reached


def _order_broken(plan):
    slots = {slot.matter: slot for slot in plan.promised.slots}
    for matter, givers in plan.after.items():
        for giver in givers:
            if slots[giver].stage >= slots[matter].stage:
                yield f"{matter} is not after {giver}"
            if slots[giver].ends_on > slots[matter].begins_on:
                yield f"{matter} begins before {giver} ends"


def fewest_documents(wishes, answers, held):
    """Return the smallest number of documents to bring, or None where a circle is unavoidable."""
    taken, needed = asked_of(wishes, answers)
    open_needs = [one for one in needed if not set(one.options) & set(held.documents)]
    if not open_needs:
        return 0
    givers = {d: [w.id for w in taken if d in w.gives] for w in taken for d in w.gives}
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    size = len(taken)
    place = {wish.id: solver.addVariable(lb=0, ub=size) for wish in taken}
    documents = sorted({o for one in open_needs for o in one.options})
    bring = {d: solver.addBinary() for d in documents if d not in givers}
    only_own = {}
    for one in open_needs:
        terms = [bring[o] for o in one.options if o in bring]
        for option in one.options:
            for giver in givers.get(option, ()):
                if giver == one.matter:
                    continue
                uses = solver.addBinary()
                # whoever uses a result comes at least one place behind who gives it
                solver.addConstr(
                    place[one.matter] - place[giver] - (size + 1) * uses >= 1 - (size + 1)
                )
                terms.append(uses)
        if not terms:  # its own result: an earlier one must be brought
            for option in one.options:
                terms.append(only_own.setdefault(option, solver.addBinary()))
        solver.addConstr(sum(terms[1:], terms[0]) >= 1)
    total = [*bring.values(), *only_own.values()]
    if not total:
        solver.minimize()
    else:
        solver.minimize(sum(total[1:], 1 * total[0]))
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return round(solver.getObjectiveValue())

"""Seeds the invented city: directory, matters, and cases in every state, through the real commands.

Same seed, same day and same code give the same HEAD. The record's first entry says that all is
simulated.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from yichuang.approval.public import StandInTreasury
from yichuang.catalogue.public import (
    Authors,
    EditionRow,
    content_of,
    edition_row,
    load_demo_matters,
)
from yichuang.directory.public import (
    Actor,
    DemoDirectory,
    actor_in_post,
    give_title,
    load_demo_directory,
    organ_by_key,
    renew_passwords,
    system,
)
from yichuang.documents.public import making_papers_on_demand
from yichuang.kernel.public import ports, using_ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import (
    Head,
    Opening,
    calendar_in_force,
    open_case,
    read_head,
    sequencer_pass,
    wake_due,
)
from yichuang.ledger.public import head_path as ledger_head_path

from .. import release
from ..house_line import LINE, DeclareSimulation
from .blanks import keep_blanks
from .bundles import publish_bundles
from .cast import Desk, Person
from .desks import pass_desks
from .held_money import money_held
from .offers import OFFERED, offer_subsidy
from .phrases import keep_phrases
from .plots import ORDINARY, plots_for
from .samples import stored_samples
from .simulation import SeededIds, SimulatedClock, Story, run_stories
from .stories import Teller

HERE = Path(__file__).parent
SEED = 320200
PUBLISHED_BEFORE_DAYS = 400
BUREAU, KEPT_ON_BLANKS = "approval-bureau", "food-licence"
SHOWN = {
    "approval-bureau.window": gettext_noop("综合窗口（受理）"),
    "approval-bureau.instant": gettext_noop("即办窗口（一屏办结）"),
    "approval-bureau.handle": gettext_noop("审查岗"),
    "approval-bureau.review": gettext_noop("复核岗"),
    "approval-bureau.decide": gettext_noop("决定岗（首席代表）"),
    "approval-bureau.head": gettext_noop("分管领导"),
    "approval-bureau.catalogue": gettext_noop("事项编制岗"),
    "approval-bureau.legal": gettext_noop("合法性审查岗"),
    "township.decide": gettext_noop("街道（切换到“分管领导”岗位，看免申即享）"),
    "police.handle": gettext_noop("公安（切换到“审查岗”，看收费）"),
    "justice.decide": gettext_noop("市司法局（切换到“决定岗”，看报送上级机关）"),
    "jiangsu-justice.handle": gettext_noop("省司法厅审查岗（签收报送）"),
    "jiangsu-justice.decide": gettext_noop("省司法厅（切换到“决定岗”，作出决定）"),
    "person-1": gettext_noop("个人（测试甲）"),
    "person-2": gettext_noop("个人（测试乙）"),
}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A way in, printed once."""

    login: str
    password: str
    title: str


def seed(*, seed: int = SEED, as_of: datetime | None = None) -> list[DemoAccount]:
    """Seed an empty installation and return the accounts with their random passwords."""
    directory = build(seed=seed, as_of=as_of or ports().clock.now())
    passwords = {one.login_name: one.password for one in directory.accounts if one.password}
    return [
        DemoAccount(login, passwords[login], title)
        for login, title in SHOWN.items()
        if login in passwords
    ]


def renew() -> list[DemoAccount]:
    """Give the accounts of the city a fresh password, where the file that held it is lost."""
    passwords = renew_passwords(SHOWN)
    return [
        DemoAccount(login, passwords[login], title)
        for login, title in SHOWN.items()
        if login in passwords
    ]


def build(*, seed: int, as_of: datetime, ordinary: int = ORDINARY) -> DemoDirectory:
    """Build the city and let its stories run until `as_of`; the log and HEAD stand at the end."""
    begin = datetime.combine(
        (as_of - timedelta(days=PUBLISHED_BEFORE_DAYS)).date(), time(8), CHINA_TIME
    )
    clock = SimulatedClock(begin)
    # The stand-in of the non-tax system keeps its tables; nothing is signed while seeding.
    given = using_ports(
        clock=clock, ids=SeededIds(seed, clock), payments=StandInTreasury(bytes(32))
    )
    with given, making_papers_on_demand():
        with transaction.atomic():  # a city breaks off whole or stands whole
            directory = load_demo_directory(HERE / "directory")
            _declare(seed, as_of.astimezone(CHINA_TIME).date(), directory)
            _give_titles(directory, begin.date())
            editions = _publish(directory, begin.date())
            _tell(seed, as_of, directory, editions, clock, ordinary)
        while sequencer_pass(limit=5000):
            pass
    return directory


def _declare(seed: int, as_of: date, directory: DemoDirectory) -> None:
    opening = Opening(
        line=LINE,
        organ=directory.organs["approval-bureau"],
        organ_name="演示城市",
        region="320200000000",
        matter="simulation",
        matter_name="演示数据声明",
    )
    command = DeclareSimulation(seed=seed, as_of=as_of, code_digest=release.code_digest())
    open_case(opening, command, actor=system("demo"), key=f"simulation-{seed}")


def _give_titles(directory: DemoDirectory, on: date) -> None:
    """Record by what right each organ exercises its powers: own, transferred, entrusted, given."""
    for path in sorted((HERE / "matters").glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            title, source = entry["title"], entry["title"]["from_organ"]
            give_title(
                organ=directory.organs[entry["organ"]],
                power_code=entry["content"]["catalog_code"],
                kind=title["kind"],
                from_organ=directory.organs[source] if source else None,
                valid_from=on,
                basis=title["basis"],
            )


def _publish(directory: DemoDirectory, on: date) -> dict[str, UUID]:
    """Draft, review and publish every matter by the officers whose posts do that."""

    def officer(post: str) -> Actor:
        return actor_in_post(directory.officers[post], post, on, second_factor=True)

    organs = {key: organ_by_key(key) for key in directory.organs}
    staffed = [key for key in organs if f"{key}.head" in directory.officers]
    publishers = {key: officer(f"{key}.head") for key in staffed}
    authors = Authors(
        editor=officer("approval-bureau.catalogue"),
        reviewer=officer("approval-bureau.legal"),
        publisher=publishers["approval-bureau"],
    )
    editions = load_demo_matters(
        HERE / "matters",
        organs,
        authors,
        publishers=publishers,
        effective_from=on,
        samples=stored_samples(authors.editor.id),
    )
    publish_bundles(editions, authors.publisher)
    return editions


def _tell(
    seed: int,
    as_of: datetime,
    directory: DemoDirectory,
    editions: dict[str, UUID],
    clock: SimulatedClock,
    ordinary: int,
) -> None:
    chance = random.Random(seed)  # noqa: S311 (a story needs repeatable chance, not secrecy)
    teller = Teller(chance, calendar_in_force())
    fileable = {key: row for key in editions if (row := edition_row(editions[key])).fileable}
    holders = _holders()
    desks = {key: _desk(row, directory, holders) for key, row in fileable.items()}
    plots = plots_for(
        as_of=as_of,
        chance=chance,
        matters=fileable,
        desks=desks,
        people=_people(directory),
        calendar=calendar_in_force(),
        ordinary=ordinary,
    )
    stories = [teller.tell(plot) for plot in plots]
    first = min(plot.begins for plot in plots)
    head = actor_in_post(directory.officers["township.head"], "township.head", second_factor=True)
    offers = offer_subsidy(editions[OFFERED], head, _people(directory), as_of)
    offices = _offices(Desk(BUREAU, holders), editions[KEPT_ON_BLANKS], first, as_of)
    run_stories([_nights(first, as_of), offers, *offices, *stories], clock, as_of)


def _offices(desk: Desk, licence: UUID, first: datetime, as_of: datetime) -> list[Story]:
    """Return what goes on in the approval bureau beside its cases."""
    today = as_of.astimezone(CHINA_TIME).date()
    before = calendar_in_force().working_day_before(today, 1)
    at = datetime.combine(before, time(15), CHINA_TIME)
    return [
        keep_phrases(desk, first),
        keep_blanks(desk, licence, first, at),
        money_held(desk, at),
        pass_desks(desk, at),
    ]


def _nights(first: datetime, until: datetime) -> Story:
    """Every night the law's own clock strikes and the day's entries get their places."""
    day = first.astimezone(CHINA_TIME).date()
    while True:
        day += timedelta(days=1)
        at = datetime.combine(day, time(0, 5), CHINA_TIME)
        if at > until:
            return
        yield at
        wake_due()


def _desk(row: EditionRow, directory: DemoDirectory, holders: dict[str, tuple[str, ...]]) -> Desk:
    keys = {code: key for key, code in directory.organs.items()}
    up = content_of(row.id).hand_up
    above = Desk(keys[up.organ], holders) if up else None
    return Desk(keys[row.organ_code], holders, above)


def _holders() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for officer in json.loads((HERE / "directory" / "officers.json").read_text())["officers"]:
        for post in officer["posts"]:
            code = f"{officer['organ']}.{post}"
            found[code] = (*found.get(code, ()), officer["code"])
    return found


def _people(directory: DemoDirectory) -> list[Person]:
    rows = json.loads((HERE / "directory" / "parties.json").read_text())["parties"]
    return [
        Person(
            key=row["key"],
            id=directory.parties[row["key"]],
            name=row["name"],
            number=row["number"],
            phone=row.get("phone", ""),
            natural=row["kind"] == "natural",
        )
        for row in rows
    ]


def head_now() -> Head | None:
    """Return HEAD as it stands; for comparing two simulations."""
    return read_head(ledger_head_path())

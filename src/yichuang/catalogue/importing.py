"""Importing matters: every row is kept as a draft or rejected with its reason; all or nothing.

A row that was imported before is recognised by the digest of its cells, so a second run changes
nothing, even where an officer has completed the draft since. A row that did change becomes the
draft's new content if nobody has touched that draft, and a new draft otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from yichuang.directory.public import Actor, Subject, check, system
from yichuang.kernel.public import dump, ports, sm3

from .completeness import basis_summary
from .content import EditionContent
from .import_organs import OrganResolver, enter_organs
from .import_report import ImportReport, Outcome, RejectedRow
from .mapping import SourceMapping
from .models import Edition, EditionState, ImportRow, ImportRun, Matter, Power
from .reading import Table, read_tables
from .rows import MatterRow, OrganNamed, RowFinding, read_row
from .search_entries import write_entries
from .services import content_digest, signature_of
from .source_files import read_file, read_mapping
from .whole_rows import read_whole_row

BATCH = 500
_IMPORT_LOCK = 0x59434D41  # one import at a time, so that two of one file do not race


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row that will be written, with the digest of its cells."""

    raw: RejectedRow  # the row as it stood, should it be rejected after all
    digest: str
    matter: MatterRow

    @property
    def sheet(self) -> str:
        return self.raw.row.sheet

    @property
    def number(self) -> int:
        return self.raw.row.number


def import_matters(
    path: Path,
    *,
    mapping: Path | None = None,
    dry_run: bool = False,
    organ_resolver: OrganResolver = enter_organs,
    actor: Actor | None = None,
) -> ImportReport:
    """Import the matters of a file (JSON lines, CSV or XLSX, also gzipped) as drafts.

    The layout is recognised by its header, or given by `mapping`. A dry run says the same and
    writes nothing. Raises FileUnreadable if the file cannot be read at all, NotAllowed if the actor
    may not import into one of the organs.
    """
    content = read_file(Path(path))
    given = read_mapping(Path(mapping)) if mapping is not None else None
    return import_content(
        content,
        source=Path(path).name,
        given=given,
        dry_run=dry_run,
        organ_resolver=organ_resolver,
        actor=actor,
    )


def import_content(
    content: bytes,
    *,
    source: str,
    given: SourceMapping | None = None,
    dry_run: bool = False,
    organ_resolver: OrganResolver = enter_organs,
    actor: Actor | None = None,
) -> ImportReport:
    """Import the matters of a file's bytes; see `import_matters`."""
    acting = actor or system("import")
    report = ImportReport(source=source, dry_run=dry_run)
    kept: list[_Kept] = []
    for table in read_tables(content, given):
        report.mappings.append(table.mapping.name)
        kept += _read(table, report)
    kept = _once_each(kept, report)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])
        _Writer(report, organ_resolver, acting).write(kept)
        _record(report, content, acting)
        if dry_run:
            transaction.set_rollback(True)
    return report


# --- reading ----------------------------------------------------------------------------------


def _read(table: Table, report: ImportReport) -> Iterable[_Kept]:
    read = read_whole_row if table.mapping.whole else read_row
    for row in table.rows:
        matter, findings = read(row, table.mapping)
        report.add_findings(findings)
        if matter is None:
            report.reject(RejectedRow(row, table.header))
            continue
        cells = json.dumps(row.cells, ensure_ascii=False, sort_keys=True, default=str)
        digest = sm3(f"{table.mapping.name}|{cells}".encode()).hex()
        yield _Kept(RejectedRow(row, table.header), digest, matter)


def _once_each(kept: Sequence[_Kept], report: ImportReport) -> list[_Kept]:
    """Return the rows with codes each once; of two with one code the second is rejected."""
    seen: dict[str, _Kept] = {}
    for item in kept:
        first = seen.setdefault(item.matter.code, item)
        if first is item:
            continue
        mend = f"与第{first.number}行编码相同：删除其中一行，或者改正编码"
        finding = RowFinding(
            item.sheet, item.number, "", "duplicate_code", item.matter.code, mend, error=True
        )
        report.add_findings([finding])
        report.reject(item.raw)
    return list(seen.values())


# --- writing ----------------------------------------------------------------------------------


class _Writer:
    """Writes the kept rows of one import, inside its transaction."""

    def __init__(self, report: ImportReport, organ_resolver: OrganResolver, actor: Actor):
        self._report = report
        self._resolve = organ_resolver
        self._actor = actor
        self._organs: Mapping[OrganNamed, str] = {}
        self._created: list[tuple[Edition, Matter, EditionContent]] = []
        self._entered: list[tuple[Edition, Matter, EditionContent]] = []

    def write(self, kept: Sequence[_Kept]) -> None:
        self._enter_organs(kept)
        codes = [item.matter.code for item in kept]
        known = Matter.objects.select_for_update().in_bulk(codes, field_name="code")
        latest = _latest_editions(list(known.values()))
        powers = _ensure_powers(kept)
        fresh: list[Matter] = []
        changed: list[Matter] = []
        for item in kept:
            matter = known.get(item.matter.code)
            if matter is None:
                matter = self._new_matter(item, powers)
                fresh.append(matter)
                self._draft(item, matter, version=1)
                self._report.count(Outcome.CREATED, item.sheet, item.number, item.matter.code)
            elif self._take(item, matter, latest[matter.id]):
                changed.append(matter)
        Matter.objects.bulk_create(fresh, batch_size=BATCH)
        Matter.objects.bulk_update(changed, _CHANGING, batch_size=BATCH)
        _link_items(kept)
        Edition.objects.bulk_create([edition for edition, _, _ in self._created], batch_size=BATCH)
        write_entries(self._entered)

    def _enter_organs(self, kept: Sequence[_Kept]) -> None:
        named = dict.fromkeys(item.matter.organ for item in kept if item.matter.organ is not None)
        self._organs, findings = self._resolve(list(named))
        self._report.add_findings(findings)
        for organ, code in self._organs.items():
            subject = Subject(line="catalogue", organ=code, region=organ.region)
            check(self._actor, "catalogue.import", subject)

    def _organ(self, organ: OrganNamed | None) -> str:
        return self._organs[organ] if organ is not None else ""

    def _new_matter(self, item: _Kept, powers: dict[str, UUID]) -> Matter:
        row = item.matter
        matter = Matter(id=ports().ids.uuid(), code=row.code, power_id=powers.get(row.power_code))
        self._fill(matter, item)
        return matter

    def _fill(self, matter: Matter, item: _Kept) -> None:
        row = item.matter
        matter.name, matter.power_type = row.content.name, row.content.power_type.value
        matter.organ_code = self._organ(row.organ)
        matter.organ_name = row.organ.name if row.organ else ""
        matter.region, matter.level = row.region, row.level
        matter.source, matter.source_digest = self._report.source[:60], item.digest

    def _take(self, item: _Kept, matter: Matter, latest: Edition) -> bool:
        """Take a row whose matter is known; return whether its matter is to be written."""
        digest = content_digest(item.matter.content)
        if item.digest == matter.source_digest or digest == latest.digest:
            self._report.count(Outcome.UNCHANGED, item.sheet, item.number, matter.code)
            return False
        if latest.state == EditionState.DRAFT and latest.drafted_by.startswith(_SIGNED):
            latest.content, latest.digest = dump(item.matter.content), digest
            latest.basis_summary = basis_summary(item.matter.content)
            latest.drafted_at = ports().clock.now()
            latest.authors = sorted({*latest.authors, self._actor.id})
            latest.save()
            self._entered.append((latest, matter, item.matter.content))
        else:
            self._draft(item, matter, version=latest.version + 1)
        if latest.version == 1 and latest.state == EditionState.DRAFT:
            self._fill(matter, item)  # never published: the row is all there is to know
        elif item.matter.organ and self._organ(item.matter.organ) != matter.organ_code:
            self._report.add_findings([_organ_kept(item, matter)])
        matter.source_digest = item.digest
        self._report.count(Outcome.CHANGED, item.sheet, item.number, matter.code)
        return True

    def _draft(self, item: _Kept, matter: Matter, *, version: int) -> None:
        content = replace(item.matter.content, waivers=())  # consent is given edition by edition
        edition = Edition(
            id=ports().ids.uuid(),
            matter=matter,
            version=version,
            content=dump(content),
            digest=content_digest(content),
            basis_summary=basis_summary(content),
            drafted_by=f"{_SIGNED}{signature_of(self._actor)}"[:120],
            authors=[self._actor.id],
            drafted_at=ports().clock.now(),
        )
        self._created.append((edition, matter, content))
        self._entered.append((edition, matter, content))


def _organ_kept(item: _Kept, matter: Matter) -> RowFinding:
    value = item.matter.organ.name if item.matter.organ else ""
    mend = f"事项仍属“{matter.organ_name}”：机关调整须另行办理"
    return RowFinding(item.sheet, item.number, "", "organ_kept", value, mend, error=False)


_SIGNED = "import:"
_CHANGING = [
    *("name", "power_type", "organ_code", "organ_name"),
    *("region", "level", "source", "source_digest"),
]


def _latest_editions(matters: Sequence[Matter]) -> dict[UUID, Edition]:
    found = Edition.objects.filter(matter__in=matters).order_by("matter_id", "-version")
    return {edition.matter_id: edition for edition in found.distinct("matter_id")}


def _ensure_powers(kept: Sequence[_Kept]) -> dict[str, UUID]:
    """Enter the base directory's entries these rows name; return code → id."""
    wanted = {item.matter.power_code: item.matter for item in reversed(kept)}
    wanted.pop("", None)
    known = set(
        Power.objects.filter(catalog_code__in=wanted).values_list("catalog_code", flat=True)
    )
    Power.objects.bulk_create(
        (
            Power(
                id=ports().ids.uuid(),
                catalog_code=code,
                local_code=row.content.local_catalog_code,
                name=row.content.name,
                main_code=row.power_main_code[:50],
                main_name=row.power_main_name,
                power_type=row.content.power_type.value,
            )
            for code, row in wanted.items()
            if code not in known
        ),
        batch_size=BATCH,
    )
    found = Power.objects.filter(catalog_code__in=wanted)
    return dict(found.values_list("catalog_code", "id"))


def _link_items(kept: Sequence[_Kept]) -> None:
    """Tie handling items to the matter they belong to, where that is in the catalogue."""
    mains = {item.matter.code: item.matter.main_code for item in kept if item.matter.main_code}
    ids = dict(Matter.objects.filter(code__in=mains.values()).values_list("code", "id"))
    loose = Matter.objects.filter(code__in=mains, main=None)
    tied = []
    for matter in loose:
        main = ids.get(mains[matter.code])
        if main is not None:
            matter.main_id = main
            tied.append(matter)
    Matter.objects.bulk_update(tied, ["main"], batch_size=BATCH)


def _record(report: ImportReport, content: bytes, actor: Actor) -> None:
    run = ImportRun.objects.create(
        id=ports().ids.uuid(),
        source=report.source,
        file_digest=sm3(content).hex(),
        mapping=",".join(dict.fromkeys(report.mappings))[:60],
        imported_by=signature_of(actor)[:120],
        imported_at=ports().clock.now(),
        counts=report.counts(),
    )
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                run=run,
                sheet=row.sheet[:120],
                row=row.row,
                outcome=row.outcome.value,
                matter_code=row.code,
                findings=[dump(finding) for finding in row.findings],
            )
            for row in report.rows_of_note()
        ),
        batch_size=BATCH,
    )

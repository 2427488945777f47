"""GET /cases/<id>/record/: the record of one's own case, to keep and to check without us (核验)."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yichuang.directory.public import actor_of, requires
from yichuang.ledger.public import evidence

from ..pages.case import applicant_case
from ..pages.files import as_download

NOT_THE_APPLICANTS = frozenset({"opinion"})  # what officers write for each other


@requires("file.read")
@never_cache
@require_safe
def record(request: HttpRequest, case_id: UUID) -> FileResponse:
    """Everything recorded of the case so far; `yichuang.ledger.checker` reads it anywhere."""
    case = applicant_case(actor_of(request), case_id)
    found = evidence(case.id, leave_out=NOT_THE_APPLICANTS)
    content = json.dumps(found, ensure_ascii=False, indent=1).encode()
    return as_download(content, _("办件记录") + f" {case.number}.json", "application/json")

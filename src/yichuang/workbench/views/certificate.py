"""GET /work/matters/<id>/certificate.pdf: the licence a guide would give, with sample words."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yichuang.catalogue.public import EditionContent, MatterUnknown, form_fields
from yichuang.directory.public import requires, today
from yichuang.documents.public import Certificate, Head, Line, new_salt, preview_paper

from ..pages.guides import CATALOGUE_ACTS, guide_page
from .case import file_response
from .staff import officer_of


@requires(*CATALOGUE_ACTS)
@require_safe
def certificate(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Show the licence as a draft: unsealed, unrecorded. 404 where the guide gives none."""
    page = guide_page(officer_of(request), edition_id)
    if page.content.result is None or page.content.result.kind != "1":
        raise MatterUnknown(edition=str(edition_id))
    pdf = preview_paper(sample_of(page.content, page.row.organ_name))
    return file_response(pdf, "application/pdf", _("证照样式") + ".pdf")


def sample_of(content: EditionContent, organ_name: str) -> Certificate:
    """Return a licence of the guide with sample words; what stands on a licence is Chinese."""
    assert content.result is not None
    labels = {one.element: one.label for one in form_fields(content)}
    day = today()
    return Certificate(
        head=Head(
            organ_name=organ_name,
            number=f"{content.result.word or '示例'}证〔{day.year}〕1号",
            issued_on=day,
            salt=new_salt(),
            simulated=True,
        ),
        name=content.result.name or "证照",
        holder="持证人姓名或者名称",
        identifier="—",
        lines=tuple(
            Line(label=one.title, value=f"（{labels.get(one.element, '申请表没有这一栏')}）")
            for one in content.particulars
        ),
        long_term=True,
    )

"""Jobs: a paper's file is made out ahead of its first download, outside the officer's request."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from .errors import PaperIsVoid


@app.task(name="documents.make_out", queue="papers", retry=5)
def make_out(paper_id: str) -> None:
    """Make out and seal a paper's file; a paper voided meanwhile needs none."""
    from .services import render_paper  # services enqueue this task

    try:
        render_paper(UUID(paper_id))
    except PaperIsVoid:
        return

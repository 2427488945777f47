"""Jobs: a paper's file is made out ahead of its first download, outside the officer's request."""

from __future__ import annotations

import json
from typing import Any
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


# The library's own function, as its `defer` calls it: a second statement only cost a second trip.
ORDER = """SELECT procrastinate_defer_jobs_v1(ARRAY[(%s::varchar, %s::varchar, %s::int, %s::text,
    %s::text, %s::jsonb, NULL)::procrastinate_job_to_defer_v1])"""


def order_for(paper_id: UUID) -> list[Any]:
    """Return the values of `ORDER` that defer `make_out` of a paper."""
    job = make_out.configure().make_new_job(paper_id=str(paper_id))
    arguments = json.dumps(job.task_kwargs)
    return [job.queue, job.task_name, job.priority, job.lock, job.queueing_lock, arguments]

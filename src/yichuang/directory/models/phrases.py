"""The phrases of a post: every wording it ever had, in rows that are only ever added."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yichuang.directory.phrase_rules import PhraseUse

from .people import Post


class PhraseRecord(models.Model):
    """One wording of a phrase: added, changed or withdrawn, by whom and when. Append-only.

    `phrase` stays the same from its first wording to its last; the record with the highest `no` is
    what it says today. `owner` is empty for what the whole post shares.
    """

    class Kind(models.TextChoices):
        """What was done."""

        ADDED = "added"
        CHANGED = "changed"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True)
    phrase = models.UUIDField()
    no = models.IntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="phrases")
    owner = models.CharField(max_length=60, blank=True)  # officer code
    use = models.CharField(max_length=10, choices=[(one.value, one.value) for one in PhraseUse])
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)  # officer code
    by_post = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phrase", "no"], name="directory_phrase_no_once"),
            models.CheckConstraint(
                name="directory_phrase_begins_with_one",
                condition=Q(kind="added", no=1) | ~Q(kind="added") & Q(no__gt=1),
            ),
        ]
        indexes = [
            models.Index(fields=["post", "owner", "phrase", "-no"], name="directory_phrase_post")
        ]

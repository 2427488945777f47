"""Tables of the heart. Facts are in events and case files; everything else can be rebuilt."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q


class Case(models.Model):
    """One run of one power, from receipt to closing (办件).

    A cache of its events, except for the row itself: `ledger verify` proves that they agree.
    """

    id = models.UUIDField(primary_key=True)
    line = models.CharField(max_length=20)
    number = models.CharField(max_length=50, null=True, unique=True)
    edition = models.UUIDField(null=True)
    matter = models.CharField(max_length=60)
    matter_name = models.TextField()
    title = models.CharField(max_length=60, blank=True)
    organ = models.CharField(max_length=18)  # GB 32100-2015
    organ_name = models.TextField()
    region = models.CharField(max_length=12)
    # Which organ has it now, where that is another: it acts, the first may still look.
    holder = models.CharField(max_length=18, default="", db_default="")
    holder_region = models.CharField(max_length=12, default="", db_default="")
    party = models.UUIDField(null=True)
    agent = models.UUIDField(null=True)
    status = models.CharField(max_length=30)
    milestones = models.JSONField(default=dict)  # name → first legal moment
    statutory_due_on = models.DateField(null=True)
    promised_due_on = models.DateField(null=True)
    near_on = models.DateField(null=True)  # from when the promise is nearly used up
    due_provisional = models.BooleanField(default=False)
    wake_at = models.DateTimeField(null=True)  # when silence takes effect
    calendar_version = models.CharField(max_length=40, blank=True)
    state = models.JSONField(default=dict)
    version = models.IntegerField(default=0)  # number of the last event
    procedure_version = models.IntegerField(default=0)
    head = models.BinaryField(default=b"")  # hash of the last event
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ledger_case_changed_after_opened", condition=Q(changed_at__gte=F("opened_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "status", "-opened_at"], name="ledger_case_organ"),
            models.Index(fields=["region", "-opened_at"], name="ledger_case_region"),
            models.Index(
                fields=["holder", "-opened_at"],
                name="ledger_case_holder",
                condition=~Q(holder=""),
            ),
            models.Index(fields=["party", "-opened_at"], name="ledger_case_party"),
            models.Index(
                fields=["agent", "-opened_at"],
                name="ledger_case_agent",
                condition=Q(agent__isnull=False),
            ),
            # What is open, near or overdue is counted from this alone, without the wide rows.
            models.Index(
                fields=["status", "promised_due_on"],
                include=["near_on", "organ", "region", "line", "id"],
                name="ledger_case_due",
            ),
            models.Index(
                fields=["wake_at"], name="ledger_case_wake", condition=Q(wake_at__isnull=False)
            ),
        ]


class Event(models.Model):
    """What happened (事件). Append-only: no role may change, remove or empty it."""

    pk = models.CompositePrimaryKey("case_id", "no")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False)
    no = models.IntegerField()
    kind = models.CharField(max_length=40)
    milestone = models.CharField(max_length=30, blank=True)
    schema_version = models.IntegerField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=60)
    post = models.CharField(max_length=60, blank=True)
    organ = models.CharField(max_length=18, blank=True)
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    body = models.TextField()  # the very bytes that are hashed, RFC 8785
    command_digest = models.BinaryField()
    nonce = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        indexes = [
            # Rows lie in the order in which they were recorded: a few bytes find a period.
            BrinIndex(fields=["recorded_at"], pages_per_range=32, name="ledger_event_recorded"),
        ]


class CaseFile(models.Model):
    """Personal data and free text, apart from the events that hold only their digest (案卷)."""

    pk = models.CompositePrimaryKey("case_id", "item")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False)
    item = models.CharField(max_length=60)  # "<event number>.<field name>"
    kind = models.CharField(max_length=20)
    ciphertext = models.BinaryField(null=True)  # null once erased
    salt = models.BinaryField(null=True)


class Todo(models.Model):
    """Open steps as the procedure gives them (待办); a projection."""

    pk = models.CompositePrimaryKey("case_id", "step")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False)
    step = models.CharField(max_length=40)
    line = models.CharField(max_length=20)
    act = models.CharField(max_length=40)
    organ = models.CharField(max_length=18)
    region = models.CharField(max_length=12)
    officer = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["organ", "act", "due_on", "case_id"], name="ledger_todo_organ"),
            models.Index(fields=["region", "act", "due_on", "case_id"], name="ledger_todo_region"),
        ]


class Idempotency(models.Model):
    """A command that was carried out, by its key: a retry gets the same receipt. Append-only."""

    pk = models.CompositePrimaryKey("scope", "key")
    scope = models.CharField(max_length=80)  # who asked
    key = models.CharField(max_length=100)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    fingerprint = models.BinaryField()
    first_no = models.IntegerField()
    last_no = models.IntegerField()
    recorded_at = models.DateTimeField()


class EventQueue(models.Model):
    """Events not yet given their place in the log; emptied by the sequencer."""

    pk = models.CompositePrimaryKey("case_id", "no")
    case_id = models.UUIDField()
    no = models.IntegerField()


class LogEntry(models.Model):
    """The one order of the whole house: dense positions, given after commit. Append-only."""

    position = models.BigIntegerField(primary_key=True)
    source = models.CharField(max_length=10)  # event, look
    subject = models.UUIDField()  # the case, or the look
    no = models.IntegerField()
    leaf = models.BinaryField()  # hash of the event or look
    running = models.BinaryField()  # hash over everything up to here

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "no"], name="ledger_logentry_once"),
        ]


class ReaderCursor(models.Model):
    """How far a reader has come; moved in the same transaction as the reader's own rows."""

    name = models.CharField(max_length=40, primary_key=True)
    position = models.BigIntegerField(default=0)


class CalendarDay(models.Model):
    """A correction to the published calendar, or a year's announcement (日历修正)."""

    day = models.DateField(primary_key=True)
    working = models.BooleanField()
    name = models.CharField(max_length=40)
    source = models.TextField()


class Heartbeat(models.Model):
    """When the worker last looked at the clock, by wall and by a clock that cannot be set."""

    id = models.IntegerField(primary_key=True, default=1)
    wall_at = models.DateTimeField()
    boot = models.CharField(max_length=60)
    steady_ns = models.BigIntegerField()
    distrusted_at = models.DateTimeField(null=True)

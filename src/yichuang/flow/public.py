"""The door of flow: a table of handling steps, the token game over it, and its survey. Pure."""

from .conditions import OTHERWISE, Condition, holds, read_condition
from .errors import (
    CannotPassOn,
    ConditionUnreadable,
    MigrationRefused,
    NothingToRecall,
    NotItsTurn,
    NoVoice,
    NoWayBack,
    SignerAwaited,
    SpokenBefore,
    StepsUnsound,
)
from .explore import Survey, survey
from .game import add_signer, begin, recall, send_back, sign, speak, time_out, transfer
from .marking import Marking, Outcome, Place, Signer, Standing, Vote
from .migrate import losses, migrate
from .steps import Flaw, Rule, Step, Steps, flaws, in_line

__all__ = [
    "OTHERWISE",
    "CannotPassOn",
    "Condition",
    "ConditionUnreadable",
    "Flaw",
    "Marking",
    "MigrationRefused",
    "NoVoice",
    "NoWayBack",
    "NotItsTurn",
    "NothingToRecall",
    "Outcome",
    "Place",
    "Rule",
    "Signer",
    "SignerAwaited",
    "SpokenBefore",
    "Standing",
    "Step",
    "Steps",
    "StepsUnsound",
    "Survey",
    "Vote",
    "add_signer",
    "begin",
    "flaws",
    "holds",
    "in_line",
    "losses",
    "migrate",
    "read_condition",
    "recall",
    "send_back",
    "sign",
    "speak",
    "survey",
    "time_out",
    "transfer",
]

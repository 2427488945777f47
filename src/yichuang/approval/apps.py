"""Registers the room with Django, and the acts this line adds to the policy."""

from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    """The approval room."""

    name = "yichuang.approval"
    label = "approval"

    def ready(self) -> None:
        """Add what a head does about mistakes and silence: in his own organ, signed in doubly."""
        from yichuang.directory.public import OWN_ORGAN, Act, register_acts

        register_acts(
            Act(name, officer=OWN_ORGAN, second_factor=True)
            for name in ("approval.approve_mending", "approval.confirm_deemed")
        )
        register_acts([Act("approval.offer", officer=OWN_ORGAN)])

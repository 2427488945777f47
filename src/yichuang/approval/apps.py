"""Registers the room with Django, and the acts this line adds to the policy."""

from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    """The approval room."""

    name = "yichuang.approval"
    label = "approval"

    def ready(self) -> None:
        """Add what a head does about mistakes and silence: in his own organ, signed in doubly."""
        from yichuang.directory.public import EVERYWHERE, OWN, OWN_ORGAN, Act, register_acts

        register_acts(
            Act(name, officer=OWN_ORGAN, second_factor=True)
            for name in ("approval.approve_mending", "approval.confirm_deemed")
        )
        register_acts([Act("approval.offer", officer=OWN_ORGAN)])
        # To host a hearing and put its record in the file: a trust of its own (LicLaw 48(3)).
        register_acts([Act("approval.hear", officer=OWN_ORGAN)])
        # Money that names no case and no organ is the city's, not every organ's, to look into.
        register_acts([Act("approval.reconcile", officer=EVERYWHERE, second_factor=True)])
        # That a fee is paid only the non-tax system says: no officer, no party.
        register_acts([Act("approval.payment", system=EVERYWHERE)])
        # Several matters at once, and what the reactor tells a bundle of its members.
        register_acts([Act("bundle.file", party=OWN), Act("bundle.note", system=EVERYWHERE)])

"""On which channels papers and news reach a party: what stands, and changing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from yichuang.directory.public import (
    Actor,
    ContactLine,
    choose_contact,
    contact_address,
    contact_choices,
    own_card,
    withdraw_contact,
)
from yichuang.documents.public import channels_offered

from ..forms.channels import IN_SITE, ChannelsForm
from .wizard import Wizard


def standing(party: UUID) -> list[ContactLine]:
    """Return the consents of a party that stand now."""
    return contact_choices([party]).get(party, [])


def own_form(actor: Actor, data: Any) -> ChannelsForm:
    """Return the form of my space, filled with what stands."""
    assert actor.party_id is not None
    lines = standing(actor.party_id)
    initial: dict[str, Any] = {"address_sms": own_card(actor).phone, "language": _language()}
    initial["channels"] = [line.channel for line in lines]
    for line in lines:
        initial[f"address_{line.channel}"] = contact_address(line.id)
        initial["language"] = line.language
    return ChannelsForm(data, offered=channels_offered(), initial=initial)


def filing_form(wizard: Wizard, data: Any) -> ChannelsForm | None:
    """Return the question asked at filing, nothing ticked; None for who has answered it before.

    Also None where the agent's mandate is for this matter alone: consent is the principal's.
    """
    principal, actor = wizard.draft.principal, wizard.actor
    own = principal in {actor.party_id, *actor.mandates}
    if not own or standing(principal):
        return None
    initial = {"address_sms": wizard.draft.applicant.get("phone", ""), "language": _language()}
    return ChannelsForm(data, offered=channels_offered(), initial=initial)


@transaction.atomic
def keep_channels(actor: Actor, party: UUID, form: ChannelsForm) -> None:
    """Keep what is ticked, and take back what is not; a channel not offered stays as it is."""
    chosen = form.chosen()
    for channel, address in chosen.items():
        choose_contact(actor, party, channel=channel, address=address, language=form.language)
    for line in standing(party):
        if line.channel in (IN_SITE, *form.offered) and line.channel not in chosen:
            withdraw_contact(actor, line.id)


def _language() -> str:
    return "en" if str(get_language() or "").startswith("en") else "zh"

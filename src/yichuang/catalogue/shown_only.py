"""Papers that are looked at and handed back at once: nobody may keep a resident identity card.

Source: IDCardLaw 居民身份证法 15: no organisation and no person may detain one. An old card that is
handed in for a new one goes to the police under article 11 and is no card in force.
"""

from __future__ import annotations

import re

_CARD = re.compile(r"身份证(原件|件)?(正反面)?$")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_HANDED_IN = re.compile(r"^(原|旧|失效)")


def shown_only(material_name: str) -> bool:
    """Return whether a material is an identity card, which is only shown (当场查验,不留存)."""
    name = _BRACKETS.sub("", material_name).strip()
    return bool(_CARD.search(name)) and not _HANDED_IN.match(name)

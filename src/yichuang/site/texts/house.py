"""Words of the refusals of the site itself."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "site.already_declared": Text(
        "本系统的性质已经登记",
        "本系统是正式还是演示环境，此前已经登记，不能再次登记。",
        "Declared before",
        "What this installation is has been recorded before and cannot be recorded again.",
        "如需更改，请另行部署一套系统。",
        "To change it, set up another installation.",
    ),
}

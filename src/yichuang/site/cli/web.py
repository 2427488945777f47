"""The application inside a process of our own web server: it does not outlive the server."""

from __future__ import annotations

import os
import threading

from yichuang.site.supervisor import end_with_parent

end_with_parent(os.getppid())

from yichuang.documents.public import warm  # noqa: E402  (its tables need the application)
from yichuang.site.wsgi import application  # noqa: E402  (an orphan is watched for from the start)

# Beside the first answers, not before them: a start is not made longer.
threading.Thread(target=warm, name="warm", daemon=True).start()

__all__ = ["application"]

"""The application inside a process of our own web server: it does not outlive the server."""

from __future__ import annotations

import os

from yichuang.site.supervisor import end_with_parent

end_with_parent(os.getppid())

from yichuang.site.wsgi import application  # noqa: E402  (an orphan is watched for from the start)

__all__ = ["application"]

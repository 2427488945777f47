"""The WSGI application that the server runs."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from .database import refuse_to_serve_unsafely
from .sealing import refuse_to_seal_unsafely

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.site.settings")
refuse_to_serve_unsafely()
refuse_to_seal_unsafely()
application = get_wsgi_application()

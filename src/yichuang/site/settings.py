"""Django's settings. What depends on the place comes from the environment: see `environment.py`,
where every variable stands with its type, its safe default and its reason.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from .database import database_url, database_urls, django_database
from .environment import current
from .identity import identity_origins, identity_service
from .mail import mail_server
from .wiring import secret_key, start_ports, state_folder

ENVIRONMENT = current()

VAR = state_folder(ENVIRONMENT.var)  # files, keys, HEAD, embedded database
DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key or secret_key(VAR)
PUBLIC_URL = ENVIRONMENT.url
# Once a demo city was seeded here, everything made here is a demonstration.
SILENCE_GRACE = timedelta(minutes=ENVIRONMENT.silence_grace_minutes)
DEMO = ENVIRONMENT.demo or (VAR / "demo-accounts.json").exists()
YICHUANG_DEMO = DEMO  # read by the directory: demo accounts need no second factor
TRIAL = ENVIRONMENT.trial
DEVICES_URL = ENVIRONMENT.devices_url
SEAL_ALGORITHM = ENVIRONMENT.seal_algorithm
ORIGINALS_UNSIGNED_DAYS = ENVIRONMENT.originals_unsigned_days
ORIGINALS_WINDOW_DAYS = ENVIRONMENT.originals_window_days
ALLOWED_HOSTS = [*ENVIRONMENT.hosts, urlsplit(PUBLIC_URL).hostname or ""]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "yichuang.directory",
    "yichuang.catalogue",
    "yichuang.ledger",
    "yichuang.documents",
    "yichuang.licences",
    "yichuang.approval",
    "yichuang.disclosure",
    "yichuang.hall",
    "yichuang.portal",
    "yichuang.workbench",
    "yichuang.site",
]

MIDDLEWARE = [
    "yichuang.site.security.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yichuang.site.bearer.BearerTokens",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yichuang.site.problems.Problems",
    "yichuang.site.problems.Gate",
]

ROOT_URLCONF = "yichuang.site.urls"
WSGI_APPLICATION = "yichuang.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": django_database(
        database_url(ENVIRONMENT),
        pool=ENVIRONMENT.pool,
        unsafe_commit=ENVIRONMENT.allow_unsafe_commit,
    )
}
SERVING_ROLE = urlsplit(database_urls(ENVIRONMENT).app).username or ""
AUTH_USER_MODEL = "directory.Account"
AUTHENTICATION_BACKENDS = ["yichuang.directory.signing_in.StandingBackend"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/my/"

# An identity service (统一身份认证) vouches for the public; officers use name, password and code.
# The library makes no accounts of its own: see directory/oidc.py.
SOCIALACCOUNT_ADAPTER = "yichuang.directory.oidc.IdentityServiceAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = identity_service(ENVIRONMENT)
YICHUANG_OPEN_PREFIXES = ["/oidc/"]
FORM_ACTION_ORIGINS = identity_origins(ENVIRONMENT)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Ways out for notices; an address that is empty offers nobody that channel. Mail waits no longer
# than the gateways do.
NOTICE_SMS_URL, NOTICE_SMS_SECRET = ENVIRONMENT.sms_url, ENVIRONMENT.sms_secret
NOTICE_WEBHOOK_URL, NOTICE_WEBHOOK_SECRET = ENVIRONMENT.webhook_url, ENVIRONMENT.webhook_secret
_MAIL = mail_server(ENVIRONMENT.mail_url)
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.tls_at_once, _MAIL.starttls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

# Sessions and forms. A name with __Host- cannot be set by a sister domain, but needs https.
HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_NAME = "__Host-yc_session" if HTTPS else "yc_session"
CSRF_COOKIE_NAME = "__Host-yc_form" if HTTPS else "yc_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "yichuang.site.sessions"
SESSION_COOKIE_AGE = 8 * 3600  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
X_FRAME_OPTIONS = "DENY"

_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
FORMAT_MODULE_PATH = ["yichuang.site.formats"]
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Served from the state folder, under names that carry a hash, once `serve` has collected them;
# a process that serves nobody takes the files as they lie in the rooms.
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_MANIFEST_STRICT = False

# A line says what failed and where; whose data it was stays in the database. Django's own request
# log is kept to what is broken: its lines on refusals carry the address with its query.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level.upper()},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.db.backends": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
    },
}

start_ports(VAR)

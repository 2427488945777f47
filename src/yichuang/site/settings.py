"""Every setting, read from the environment in one place, with its reason."""

from __future__ import annotations

import os
from pathlib import Path

from .database import django_database, database_url
from .wiring import start_ports

VAR = Path(
    os.environ.get("YICHUANG_VAR", "var")
).resolve()  # state: files, keys, HEAD, embedded database
DEBUG = False
SECRET_KEY = os.environ.get("YICHUANG_SECRET_KEY", "development-only-not-for-serving")
ALLOWED_HOSTS = os.environ.get("YICHUANG_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "yichuang.directory",
    "yichuang.catalogue",
    "yichuang.ledger",
    "yichuang.documents",
    "yichuang.licences",
    "yichuang.approval",
    "yichuang.disclosure",
    "yichuang.portal",
    "yichuang.workbench",
    "yichuang.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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

DATABASES = {"default": django_database(database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"

start_ports(VAR)

"""Every setting, from the environment (or a `.env` beside manage.py): safe, or loud, when nothing is set.

`.env.example` lists the variables and docs/operators.md explains them; a test holds the three together.
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from newsroom.lib.mailer import mailer

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
# ENV_FILE="" reads no file at all: the tests use it, so that nobody's .env leaks into them.
if env_file := env.str("ENV_FILE", default=str(BASE_DIR / ".env")):
    env.read_env(env_file)


def strong_secret(value: str) -> str:
    """Refuse to start on a secret that somebody could guess."""
    if len(value) < 50 or len(set(value)) < 5 or value.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "SECRET_KEY must be at least 50 random characters. Make one with: "
            "python -c 'import secrets; print(secrets.token_urlsafe(64))'"
        )
    return value


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = strong_secret(env.str("SECRET_KEY", default=""))
SECRET_KEY_FALLBACKS = [strong_secret(key) for key in env.list("SECRET_KEY_FALLBACKS", default=[])]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# TLS is on unless said otherwise; `make demo` says otherwise, for a loopback address.
TLS = env.bool("TLS", default=True)
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
if TLS:  # a browser takes a name with this prefix only from this very host, over TLS
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_FAILURE_VIEW = "newsroom.errors.stale_form"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# Behind a proxy that sets X-Forwarded-Proto and X-Forwarded-For itself (and strips the client's), and only there.
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# No inline script or style anywhere, and nothing from a foreign host.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "tags",
    "articles",
    "newsroom.apps.DeskConfig",
    "django_prose_editor",  # for its static files alone: the cleaning is ours
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    # After the language is known: a thread still has that of its last request.
    "newsroom.middleware.close_for_maintenance",
    "newsroom.middleware.refuse_bad_requests",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context.site",
            ],
        },
    }
]

# The database: one SQLite file under var/ unless DATABASE_URL names a PostgreSQL.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE takes the write lock at BEGIN: two writers queue instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # page_size holds for a database that is made now: most stories are longer than the 4 kB that SQLite would take,
        # and each of them would lie on several pages.
        "init_command": (
            "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    from newsroom.lib.pooled import still_there

    DATABASES["default"]["OPTIONS"] = {
        # max_size ≥ the threads of one process, see gunicorn.conf.py
        "pool": {
            "min_size": 2,
            "max_size": env.int("DATABASE_POOL", default=8),
            "timeout": 10,
            "check": still_there,
        },
        # So that the kernel finds out in two minutes that the server vanished without a word (seconds; the last: ms).
        "keepalives_idle": 60,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        # random_page_cost: a disk of today seeks for next to nothing, and the planner trusts a river's own index.
        # plan_cache_mode: what is prepared has one good plan, and is not to be planned anew for a common hashtag.
        "options": (
            "-c statement_timeout=5000 -c lock_timeout=2000 -c random_page_cost=1.1"
            " -c plan_cache_mode=force_generic_plan"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASE_PREPARED = env.bool("DATABASE_PREPARED", default=True)  # see newsroom.lib.database.prepared()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What the processes must know of each other within seconds: attempts to sign in, codes that were used. A table, so that
# it holds without another server; nothing that a page waits for belongs here.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "newsroom_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a flood of names must not push out what was counted
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Who is in: see docs/adr/0008-sign-in.md.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
STAFF_MFA = env.bool("STAFF_MFA", default=True)
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=120)
SESSION_HOURS = env.int("SESSION_HOURS", default=12)
SESSION_ENGINE = "newsroom.accounts.sessions"
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60

ACCOUNT_ADAPTER = "newsroom.accounts.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; the sign-in form reads its fields here
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False  # a closed browser is signed out
ACCOUNT_RATE_LIMITS = {
    "login": "30/5m/ip",  # the form, sent
    "login_failed": "20/15m/ip,5/15m/key",  # a password or a code that was wrong; the key is name and address
}
MFA_ADAPTER = "newsroom.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are for notices; nobody proves one
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
FORMAT_MODULE_PATH = "newsroom.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("SITE_TIME_ZONE", default="UTC")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = Path(env.str("MEDIA_DIR", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.staticfiles.HashedFiles"
    },
}
# A request body holds a form; pictures stream to disk. Anything larger is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024


# What a reader sees of the house.
SITE_NAME = env.str("SITE_NAME", default="newsroom")
MFA_TOTP_ISSUER = SITE_NAME
SITE_SENTENCE = env.str("SITE_SENTENCE", default="") or _("The news, by hashtag.")
APP_SENTENCE = env.str("APP_SENTENCE", default="") or _("The news in your pocket, with or without a signal.")
APP_STORE_URL = env.str("APP_STORE_URL", default="")
GOOGLE_PLAY_URL = env.str("GOOGLE_PLAY_URL", default="")

# Closed: every page answers 503, and nothing asks the database.
MAINTENANCE = env.bool("MAINTENANCE", default=False)

# How many cards' HTML one process keeps (a card is 2–4 kB).
CARDS_KEPT = env.int("CARDS_KEPT", default=10_000)

# Which hashtags search engines may list: with so many live stories at least, and one in so many days (0: of any age).
HASHTAG_MIN_STORIES = env.int("HASHTAG_MIN_STORIES", default=3)
HASHTAG_QUIET_DAYS = env.int("HASHTAG_QUIET_DAYS", default=365)

# May somebody approve a story of their own? Publishers always may.
OWN_STORY_APPROVAL = env.bool("OWN_STORY_APPROVAL", default=False)

# By how much a planned change may be overdue before /health/ready answers 503; 0: it only tells.
LATENESS_LIMIT_MINUTES = env.int("LATENESS_LIMIT_MINUTES", default=0)

# Mail: none is sent unless EMAIL_URL names a server, such as smtp+tls://user:password@host:587.
EMAIL_URL = env.str("EMAIL_URL", default="")
SENDS_MAIL = bool(EMAIL_URL)
MAILERS = {"default": mailer(EMAIL_URL or "smtp://localhost")}
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="newsroom@localhost")
# The address of the site without a path: for links in mails, and wherever a page says its own address.
SITE_URL = env.str("SITE_URL", default="").rstrip("/")
# The WebSub hubs that are told when a feed has changed, and that feeds name to those who follow them.
WEBSUB_HUBS = env.list("WEBSUB_HUBS", default=[])

# What has to leave the house is a task, enqueued in the transaction of what it tells of; `manage.py db_worker` runs it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# What the accounts of `load_sample` sign in with; `make demo` makes one up.
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django.db.backends": {"level": "INFO"}},
}

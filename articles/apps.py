from django.apps import AppConfig
from django.db.models import fields
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.desk import checks  # noqa: F401  registers the system checks
        from articles.search import index

        fields.BLANK_CHOICE_LABEL = _("– choose –")  # in every form, and in the list of what to do with chosen rows
        post_migrate.connect(index.after_migrate, sender=self)

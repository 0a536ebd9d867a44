from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self) -> None:
        from newsroom import checks  # noqa: F401  registers the system checks
        from newsroom.lib import converters

        converters.register()  # before anything asks for an address: the checks of the desk do


class DeskConfig(AdminConfig):
    """Django's admin with our site in place of its own."""

    default_site = "articles.desk.site.Desk"

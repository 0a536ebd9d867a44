"""Every address of the site. Readers' pages carry a language prefix; `/` leads to the reader's language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from articles.views import picture
from newsroom import app, errors, health, sitemaps
from newsroom.robots import robots
from newsroom.search.views import search
from newsroom.sharing import share

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemaps/sources-<count:number>.xml", sitemaps.sources, name="sitemap-sources"),
    path("sitemaps/hashtags-<count:number>.xml", sitemaps.tags, name="sitemap-hashtags"),
    path("sitemaps/stories-<month:month>.xml", sitemaps.stories_of, name="sitemap-stories"),
    path("admin/account/", include("newsroom.accounts.urls")),
    path("admin/", admin.site.urls),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("sw.js", app.worker, name="worker"),
    path("kept", app.kept, name="kept"),
    path("media/pictures/<str:name>", picture, name="picture"),
    *i18n_patterns(
        path("search/", search, name="search"),
        path("offline/", app.offline, name="offline"),
        path("share/", share, name="share"),
        path("", include("tags.urls")),
        path("", include("articles.urls")),
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many_attempts  # asked for by allauth
handler500 = errors.server_error

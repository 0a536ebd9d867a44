from django.urls import path

from articles import feed_views, preview_pages, views

urlpatterns = [
    path("", views.front, name="front"),
    path("feed.<form:form>", feed_views.front_feed, name="front-feed"),
    path("section/<str:slug>/", views.section, name="section"),
    path("section/<str:slug>/feed.<form:form>", feed_views.section_feed, name="section-feed"),
    path("source/<str:slug>/", views.source, name="source"),
    path("source/<str:slug>/feed.<form:form>", feed_views.source_feed, name="source-feed"),
    path("archive/<day:day>/", views.archive, name="archive"),
    path("preview/<str:token>/", preview_pages.shared, name="preview"),
    path("preview/<str:token>/<str:name>", preview_pages.shared_picture, name="preview-picture"),
    path("article/<rowid:id>/<str:slug>/", views.article, name="article"),
]

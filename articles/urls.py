from django.urls import path

from articles import preview_pages, views

urlpatterns = [
    path("", views.front, name="front"),
    path("section/<str:slug>/", views.section, name="section"),
    path("source/<str:slug>/", views.source, name="source"),
    path("archive/<day:day>/", views.archive, name="archive"),
    path("preview/<str:token>/", preview_pages.shared, name="preview"),
    path("preview/<str:token>/<str:name>", preview_pages.shared_picture, name="preview-picture"),
    path("article/<rowid:id>/<str:slug>/", views.article, name="article"),
]

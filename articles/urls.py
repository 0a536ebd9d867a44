from django.urls import path

from articles import views

urlpatterns = [
    path("", views.front, name="front"),
    path("section/<str:slug>/", views.section, name="section"),
    path("source/<str:slug>/", views.source, name="source"),
    path("archive/<day:day>/", views.archive, name="archive"),
    path("article/<rowid:id>/<str:slug>/", views.article, name="article"),
]

from django.urls import path

from tags import my_news, views

urlpatterns = [
    path("hashtag/", views.index, name="hashtags"),
    path("hashtag/<str:hashtag>/", views.hashtag, name="hashtag"),
    path("hashtag/<str:hashtag>/feed.<form:form>", views.hashtag_feed, name="hashtag-feed"),
    path("hashtag/<str:hashtag>/<day:day>/", views.hashtag_day, name="hashtag-day"),
    path("my/", my_news.page, name="my"),
    path("my/follows.opml", my_news.outlines, name="my-opml"),
]

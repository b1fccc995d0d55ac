from django.urls import path

from community.forum.views import entries, feeds, following, managing, reading, writing

app_name = "forum"
urlpatterns = [
    path("", reading.index, name="index"),
    path("latest/", reading.latest, name="latest"),
    path("unanswered/", reading.unanswered, name="unanswered"),
    path("search/", reading.search, name="search"),
    path("feed.atom", feeds.LatestFeed(), name="feed"),
    path("new/", writing.new_topic, name="new_topic"),
    path("draft/", writing.save_draft, name="save_draft"),
    path("similar/", writing.similar, name="similar"),
    path("following/", following.overview, name="following"),
    path("read/", following.mark_all_read, name="mark_all_read"),
    path("follow/<slug:kind>/<int:target_id>/", following.follow, name="follow"),
    path("c/<slug:slug>/", reading.category, name="category"),
    path("c/<slug:slug>/feed.atom", feeds.CategoryFeed(), name="category_feed"),
    path("t/<int:pk>/", reading.topic, name="topic_by_number"),
    path("t/<int:pk>/reply/", writing.reply, name="reply"),
    path("t/<int:pk>/follow/", following.follow_topic, name="follow_topic"),
    path("t/<int:pk>/manage/", managing.manage, name="manage"),
    path("t/<int:pk>/feed.atom", feeds.TopicFeed(), name="topic_feed"),
    path("t/<int:pk>/p/<int:place>/", reading.number, name="number"),
    path("t/<int:pk>-<slug:slug>/", reading.topic, name="topic"),
    path("p/<int:pk>/", reading.post, name="post"),
    path("p/<int:pk>/edit/", writing.edit, name="edit"),
    path("p/<int:pk>/history/", reading.history, name="history"),
    path("p/<int:pk>/delete/", writing.delete, name="delete"),
    path("p/<int:pk>/react/", writing.react, name="react"),
    path("p/<int:pk>/answer/", writing.answer, name="answer"),
    path("files/<slug:key>/", reading.attachment, name="attachment"),
    path("photos/<int:pk>/", entries.photo, name="photo"),
    path("people/<str:handle>/", reading.person, name="person"),
    path("entries/<reference:reference>/", entries.discuss, name="discuss"),
    path("entries/<reference:reference>/uses/", entries.uses, name="uses"),
    path("entries/<reference:reference>/uses/new/", entries.report_use, name="report_use"),
]

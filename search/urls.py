from django.urls import path

from search import views
from search.places import countries, country, sector, sectors
from search.suggest.views import suggest

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", suggest, name="suggest"),
    path("search/opened/", views.opened, name="opened"),
    path("countries/", countries, name="countries"),
    path("countries/<slug:code>/", country, name="country"),
    path("sectors/", sectors, name="sectors"),
    path("sectors/<slug:code>/", sector, name="sector"),
]

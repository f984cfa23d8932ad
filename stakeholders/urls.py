from django.urls import path

from stakeholders.register import views

app_name = "stakeholders"
urlpatterns = [
    path("", views.OrganisationList.as_view(), name="organisation-list"),
    path("options/", views.OrganisationOptions.as_view(), name="organisation-options"),
    path("new/", views.OrganisationCreate.as_view(), name="organisation-create"),
    path("<uuid:uuid>/", views.OrganisationDetail.as_view(), name="organisation-detail"),
    path("<uuid:uuid>/edit/", views.OrganisationEdit.as_view(), name="organisation-edit"),
    path("<uuid:uuid>/retire/", views.OrganisationArchive.as_view(), name="organisation-archive"),
    path("<uuid:uuid>/restore/", views.OrganisationRestore.as_view(), name="organisation-restore"),
]

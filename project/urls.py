from django.urls import include, path

from project.desk import views as desk
from project.pages import errors, kept
from project.pages import views as pages

urlpatterns = [
    path("", desk.Desk.as_view(), name="desk"),
    path("stakeholders/", include("stakeholders.urls")),
    path("dialogues/", include("dialogues.urls")),
    path("insights/", include("insights.urls")),
    path("administration/", include("project.administration.urls")),
    path("bin/", desk.Bin.as_view(), name="bin"),
    path("undo/<uuid:uuid>/", pages.Undo.as_view(), name="undo"),
    path("language/", pages.Language.as_view(), name="language"),
    path("resume/", kept.resume, name="resume"),
    path("account/", include("project.administration.account_urls")),
    path("healthz", desk.healthz, name="healthz"),
    path("readyz", desk.readyz, name="readyz"),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler429 = errors.too_many
handler500 = errors.server_error

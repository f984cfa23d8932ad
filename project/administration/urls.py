from django.urls import path

from project.administration.installation import views as installation
from project.administration.log import views as log
from project.administration.users import views as users

app_name = "administration"
urlpatterns = [
    path("users/", users.UserList.as_view(), name="user-list"),
    path("users/new/", users.UserCreate.as_view(), name="user-create"),
    path("users/<int:pk>/", users.UserEdit.as_view(), name="user-edit"),
    path("users/<int:pk>/act/", users.UserAct.as_view(), name="user-act"),
    path("roles/", users.Roles.as_view(), name="matrix"),
    path("log/", log.LogList.as_view(), name="log"),
    path("log/<int:entry>/", log.LogRow.as_view(), name="log-row"),
    path("settings/", installation.Settings.as_view(), name="settings"),
]

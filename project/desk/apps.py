from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "project.desk"
    verbose_name = "Desk"

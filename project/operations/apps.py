from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "project.operations"
    verbose_name = "Operations"

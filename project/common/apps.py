from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "project.common"
    verbose_name = "Kernel"

    def ready(self):
        from project.common import database

        database.connect()

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "project.pages"
    verbose_name = "Pages"

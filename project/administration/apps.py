from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "project.administration"
    verbose_name = "Administration"

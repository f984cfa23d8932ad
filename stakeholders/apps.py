from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "stakeholders"
    verbose_name = "Stakeholders"

    def ready(self):
        from project.registry import register
        from stakeholders.register.combiners import COMBINERS

        register(*COMBINERS)

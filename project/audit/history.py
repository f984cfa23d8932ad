"""History of rows, by django-simple-history: one table beside each tracked one, on both databases.

It sees neither `bulk_create` nor `QuerySet.update`; services use neither on tracked rows without saying
why. It keeps what was erased: purging and striking out must cover the tables of `tracked_models`."""

from django.apps import apps
from django.db import models
from simple_history.models import HistoricalRecords


def tracked(**options) -> HistoricalRecords:
    """The declaration a model makes to keep its history."""
    return HistoricalRecords(custom_model_name=lambda name: f"{name}History", **options)


def tracked_models() -> list[type[models.Model]]:
    """The models that keep history."""
    return [model for model in apps.get_models() if hasattr(model, "history")]

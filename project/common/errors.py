"""What a service refuses, and why, in words for the person who asked."""

from django.core.exceptions import ValidationError


class Refusal(ValidationError):
    """A service will not do what was asked: one sentence, or a dict of field names to sentences, each
    saying what, where and how to mend it."""


class Conflict(Exception):
    """The row was changed by someone else since the form was opened.

    `row` is the row as it stands now; the form shows both texts and discards neither.
    """

    def __init__(self, row):
        super().__init__(f"{row._meta.label} {row.pk} was changed meanwhile")
        self.row = row

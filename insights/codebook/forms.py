import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from insights.codebook.models import Tag
from project.pages.forms import RowForm


class TagForm(RowForm):
    sections = (
        (
            None,
            ("name_sv", "name_en", "key", "parent", "definition", "include", "exclude", "example", "colour"),
        ),
    )

    class Meta:
        model = Tag
        fields = (
            "name_sv",
            "name_en",
            "key",
            "parent",
            "definition",
            "include",
            "exclude",
            "example",
            "colour",
        )
        help_texts = {
            "key": _l("Short, in capitals, like RAD-OMH. It stays the same even if the name changes."),
            "include": _l("What should have this tag."),
            "exclude": _l("What should not, and which tag it should have instead."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Tag.objects.live().filter(parent=None).exclude(pk=self.instance.pk)
        self.fields["parent"].empty_label = str(_("stands by itself"))

    def clean_key(self):
        key = self.cleaned_data["key"].upper()
        if not re.fullmatch(r"[^\W\d_][\w-]*", key):
            raise forms.ValidationError(
                _("A key holds letters, digits and hyphens, and begins with a letter.")
            )
        return key

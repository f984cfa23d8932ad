from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from insights.codebook.models import Tag
from insights.tagging.forms import TagsField
from insights.themes.models import Theme
from project.pages.forms import RowForm


class ThemeForm(RowForm):
    tags = TagsField(label=_("built from the tags"), queryset=Tag.objects.none(), required=False)

    sections = ((None, ("title_sv", "title_en", "synthesis", "tags")),)

    class Meta:
        model = Theme
        fields = ("title_sv", "title_en", "synthesis")
        widgets = {"synthesis": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"synthesis": _("What recurs, in a few sentences.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = self.instance.tags.values("pk") if self.instance.pk else Tag.objects.none().values("pk")
        self.fields["tags"].queryset = Tag.objects.filter(
            Q(retired_on=None, merged_into=None) | Q(pk__in=kept)
        ).order_by("order", "pk")
        if self.instance.pk:
            self.initial["tags"] = [t.pk for t in self.instance.tags.all()]

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from insights.codebook.models import Tag
from insights.tagging.forms import TagsField
from insights.tagging.models import Insight
from insights.tips.models import GoodExample, Tip
from project.pages.forms import RowForm
from stakeholders.register.fields import OrganisationField


class TipForm(RowForm):
    tags = TagsField(label=_("tags"), queryset=Tag.objects.none(), required=False)

    sections = ((None, ("text_sv", "text_en", "number", "tags")),)

    class Meta:
        model = Tip
        fields = ("text_sv", "text_en", "number")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = self.instance.tags.values("pk") if self.instance.pk else Tag.objects.none().values("pk")
        self.fields["tags"].queryset = Tag.objects.filter(
            Q(retired_on=None, merged_into=None) | Q(pk__in=kept)
        ).order_by("order", "pk")
        if self.instance.pk:
            self.initial["tags"] = [t.pk for t in self.instance.tags.all()]
        else:
            self.fields["number"].required = False
            self.fields["number"].help_text = _("Leave empty, and it comes last.")

    @property
    def values(self):
        values = super().values
        if values["number"] is None:
            del values["number"]
        return values


class ExampleForm(RowForm):
    source_url = forms.URLField(label=_("source"), max_length=500, required=False, assume_scheme="https")
    organisation = OrganisationField(label=_("organisation"), required=False)
    tips = forms.ModelMultipleChoiceField(
        label=_("tips"), queryset=Tip.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    sections = ((None, ("title", "text", "insight", "source_url", "organisation", "consent", "tips")),)

    class Meta:
        model = GoodExample
        fields = ("title", "text", "insight", "source_url", "organisation", "consent")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = Insight.objects.visible_to(self.user).filter(
            Q(kind="gott_exempel") | Q(pk=self.instance.insight_id)
        )
        self.fields["insight"].queryset = told.order_by("-pk")
        self.fields["insight"].empty_label = str(_("none: it is published elsewhere"))
        self.fields["tips"].queryset = Tip.objects.visible_to(self.user).order_by("number")
        self.initial["organisation"] = self.fields["organisation"].current = self.instance.organisation
        if self.instance.pk:
            self.initial["tips"] = [t.pk for t in self.instance.tips.all()]

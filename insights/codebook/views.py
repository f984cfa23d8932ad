from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from insights.codebook import services
from insights.codebook.filters import TagFilter
from insights.codebook.forms import TagForm
from insights.codebook.models import Tag
from insights.codebook.tables import TAG_COLUMNS, TagTable
from project.pages.actions import PageAction
from project.pages.details import DetailPage
from project.pages.forms import ActPage, EditPage, FormPage, RetirePage
from project.pages.lists import ListPage


class TagList(ListPage):
    model = Tag
    filter_class = TagFilter
    table_class = TagTable
    columns = TAG_COLUMNS
    title = _l("Codebook")
    lead = _l("The tags, with what each of them means.")
    empty = _l("The codebook is empty. Load the reference data, or add the first tag.")
    filename = "kodbok"

    def actions(self):
        return [PageAction(_("Add tag"), reverse("insights:tag-create"), "codebook.edit")]


class TagDetail(DetailPage):
    model = Tag
    page = "tag"
    template = "insights/codebook/detail.html"

    def rows(self):
        return super().rows().select_related("parent", "merged_into")

    def actions(self):
        args = [self.row.uuid]
        if self.row.retired_on:
            url = reverse("insights:tag-restore", args=args)
            return [PageAction(_("Take back into use"), url, "codebook.edit", post=True)]
        return [
            PageAction(_("Edit"), reverse("insights:tag-edit", args=args), "codebook.edit"),
            PageAction(_("Retire"), reverse("insights:tag-retire", args=args), "codebook.edit"),
        ]

    def extra(self):
        return {
            "children": self.row.children.filter(merged_into=None).order_by("order", "pk"),
            "changes": self.row.changes.select_related("by").order_by("-pk")[:20],
        }


class TagCreate(FormPage):
    form_class = TagForm
    title = _l("New tag")

    def save(self, form):
        return services.add_tag(by=self.request.user, **form.values)

    def cancel_url(self):
        return reverse("insights:tag-list")


class TagEdit(EditPage):
    model = Tag
    form_class = TagForm

    def heading(self):
        return _("Edit the tag")

    def save(self, form):
        services.change_tag(
            by=self.request.user, tag=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row


class TagRetire(RetirePage):
    model = Tag
    lead = _l("It stays on the insights that have it, and can be put on no more.")
    said = _l("The tag is retired.")

    def retire(self, form):
        return services.retire_tag(by=self.request.user, tag=self.row)


class TagRestore(ActPage):
    model = Tag

    def act(self, request):
        services.restore_tag(by=request.user, tag=self.row)
        messages.success(request, _("The tag is in use again."))
        return self.row.get_absolute_url()

from django.contrib import messages
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views import View

from project.common.text import clean_line
from project.pages.actions import PageAction
from project.pages.details import DetailPage
from project.pages.forms import ActPage, EditPage, FormPage, RetirePage
from project.pages.lists import ListPage
from stakeholders.register import services
from stakeholders.register.filters import OrganisationFilter
from stakeholders.register.forms import ArchiveForm, OrganisationForm
from stakeholders.register.models import Organisation
from stakeholders.register.tables import ORGANISATION_COLUMNS, OrganisationTable


class OrganisationList(ListPage):
    model = Organisation
    filter_class = OrganisationFilter
    table_class = OrganisationTable
    columns = ORGANISATION_COLUMNS
    title = _l("Actors")
    lead = _l("Municipalities, faith communities, associations and others, each known once.")
    empty = _l("The register is empty. Load the reference data, or add the first actor.")
    filename = "aktorer"

    def actions(self):
        return [PageAction(_("Add actor"), reverse("stakeholders:organisation-create"), "register.edit")]


class OrganisationDetail(DetailPage):
    model = Organisation
    page = "organisation"
    template = "stakeholders/register/detail.html"

    def rows(self):
        return (
            super()
            .rows()
            .select_related("actor_type", "municipality", "county", "parent", "successor", "merged_into")
        )

    def actions(self):
        uuid = self.row.uuid
        if not self.row.is_live:
            if self.row.merged_into_id:
                return []
            url = reverse("stakeholders:organisation-restore", args=[uuid])
            return [PageAction(_("Restore to the register"), url, "register.edit", post=True)]
        return [
            PageAction(_("Edit"), reverse("stakeholders:organisation-edit", args=[uuid]), "register.edit"),
            PageAction(
                _("Retire"), reverse("stakeholders:organisation-archive", args=[uuid]), "register.edit"
            ),
        ]

    def extra(self):
        return {
            "aliases": self.row.aliases.all(),
            "members": self.row.members.live().order_by("sort_key")[:50],
            "predecessors": self.row.predecessors.all()[:10],
        }


class OrganisationCreate(FormPage):
    form_class = OrganisationForm
    title = _l("New actor")
    done = _l("The actor is in the register.")

    def form_arguments(self):
        return {"initial": {"name": clean_line(self.request.GET.get("name", ""))[:200]}}

    def save(self, form):
        return services.add_organisation(by=self.request.user, **form.values)

    def cancel_url(self):
        return reverse("stakeholders:organisation-list")


class OrganisationEdit(EditPage):
    model = Organisation
    form_class = OrganisationForm

    def heading(self):
        return _("Edit %(name)s") % {"name": self.row.name}

    def save(self, form):
        services.change_organisation(
            by=self.request.user, organisation=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row


class OrganisationArchive(RetirePage):
    model = Organisation
    form_class = ArchiveForm
    lead = _l("The actor leaves the register, but stays in the meetings it took part in.")
    said = _l("The actor is retired.")

    def retire(self, form):
        return services.archive_organisation(by=self.request.user, organisation=self.row, **form.values)


class OrganisationRestore(ActPage):
    model = Organisation

    def act(self, request):
        services.restore_organisation(by=request.user, organisation=self.row)
        messages.success(request, _("The actor is in the register again."))
        return self.row.get_absolute_url()


class OrganisationOptions(View):
    """What a picker shows for what has been typed: at most ten, those that begin with it first."""

    def get(self, request):
        text = clean_line(request.GET.get("q", ""))[:200]
        if not text:
            return JsonResponse({"options": []})
        rows = Organisation.objects.visible_to(request.user).live().matching(text)
        rows = rows.starting_first(text).select_related("actor_type", "municipality")[:10]
        return JsonResponse(
            {"options": [{"value": o.name, "label": o.name, "detail": o.actor_type.name} for o in rows]}
        )

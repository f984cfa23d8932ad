from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.assignments import services
from dialogues.assignments.filters import AssignmentFilter
from dialogues.assignments.forms import AssignmentForm
from dialogues.assignments.models import Assignment
from dialogues.assignments.tables import ASSIGNMENT_COLUMNS, AssignmentTable
from project.pages.actions import PageAction
from project.pages.details import DetailPage
from project.pages.forms import EditPage, FormPage, PlainForm
from project.pages.lists import ListPage


class AssignmentList(ListPage):
    model = Assignment
    filter_class = AssignmentFilter
    table_class = AssignmentTable
    columns = ASSIGNMENT_COLUMNS
    title = _l("Assignments")
    lead = _l("What the dialogues are held for.")
    empty = _l("There is no assignment yet. It gives the summary its period.")
    filename = "uppdrag"

    def actions(self):
        return [PageAction(_("New assignment"), reverse("dialogues:assignment-create"), "assignment.edit")]


class AssignmentDetail(DetailPage):
    model = Assignment
    page = "assignment"
    template = "dialogues/assignments/detail.html"

    def actions(self):
        args = [self.row.uuid]
        retire = PageAction(
            _("Retire"), reverse("dialogues:assignment-archive", args=args), "assignment.edit"
        )
        edit = PageAction(_("Edit"), reverse("dialogues:assignment-edit", args=args), "assignment.edit")
        return [edit] if self.row.archived_at else [edit, retire]

    def extra(self):
        return {"deadlines": self.row.deadlines.all()}


class AssignmentCreate(FormPage):
    form_class = AssignmentForm
    title = _l("New assignment")

    def save(self, form):
        return services.add_assignment(by=self.request.user, **form.values)

    def cancel_url(self):
        return reverse("dialogues:assignment-list")


class AssignmentEdit(EditPage):
    model = Assignment
    form_class = AssignmentForm

    def heading(self):
        return _("Edit the assignment")

    def save(self, form):
        services.change_assignment(
            by=self.request.user, assignment=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row


class AssignmentArchive(EditPage):
    model = Assignment
    form_class = PlainForm
    lead = _l("It stays with its meetings, and is offered for no new ones.")
    submit = _l("Retire")
    done = ""

    def heading(self):
        return _("Retire %(name)s") % {"name": self.row.title}

    def form_arguments(self):
        return {}

    def save(self, form):
        act = services.archive_assignment(by=self.request.user, assignment=self.row)
        messages.success(self.request, _("The assignment is retired."), extra_tags=f"undo:{act.uuid}")
        return self.row

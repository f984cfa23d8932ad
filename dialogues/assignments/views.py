from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from dialogues.assignments import services
from dialogues.assignments.filters import AssignmentFilter, QuestionSetFilter
from dialogues.assignments.forms import AssignmentForm, QuestionSetForm
from dialogues.assignments.models import Assignment, QuestionSet
from dialogues.assignments.tables import (
    ASSIGNMENT_COLUMNS,
    QUESTION_SET_COLUMNS,
    AssignmentTable,
    QuestionSetTable,
)
from project.pages.actions import PageAction
from project.pages.details import DetailPage
from project.pages.forms import EditPage, FormPage, RetirePage
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


class AssignmentArchive(RetirePage):
    model = Assignment
    lead = _l("It stays with its meetings, and is offered for no new ones.")
    said = _l("The assignment is retired.")

    def retire(self, form):
        return services.archive_assignment(by=self.request.user, assignment=self.row)


class QuestionSetList(ListPage):
    model = QuestionSet
    filter_class = QuestionSetFilter
    table_class = QuestionSetTable
    columns = QUESTION_SET_COLUMNS
    title = _l("Question sets")
    lead = _l("The questions that the dialogues ask. Answers are compared by question.")
    empty = _l("There is no question set yet. Its questions are the places to write at a meeting.")
    filename = "fragor"

    def actions(self):
        return [
            PageAction(_("New question set"), reverse("dialogues:question-set-create"), "assignment.edit")
        ]


class QuestionSetDetail(DetailPage):
    model = QuestionSet
    page = "question-set"
    template = "dialogues/assignments/question_set.html"

    def actions(self):
        args = [self.row.uuid]
        edit = PageAction(_("Edit"), reverse("dialogues:question-set-edit", args=args), "assignment.edit")
        retire = PageAction(
            _("Retire"), reverse("dialogues:question-set-retire", args=args), "assignment.edit"
        )
        return [edit] if self.row.retired_on else [edit, retire]

    def extra(self):
        return {"questions": self.row.questions.order_by("number")}


class QuestionSetCreate(FormPage):
    form_class = QuestionSetForm
    title = _l("New question set")

    def save(self, form):
        return services.add_question_set(by=self.request.user, **form.values)

    def cancel_url(self):
        return reverse("dialogues:question-set-list")


class QuestionSetEdit(EditPage):
    model = QuestionSet
    form_class = QuestionSetForm

    def heading(self):
        return _("Edit the question set")

    def save(self, form):
        services.change_question_set(
            by=self.request.user, question_set=self.row, version=form.cleaned_data["version"], **form.values
        )
        return self.row


class QuestionSetRetire(RetirePage):
    model = QuestionSet
    lead = _l("It stays with its meetings, and is offered for no new ones.")
    said = _l("The question set is retired.")

    def retire(self, form):
        return services.retire_question_set(by=self.request.user, question_set=self.row)

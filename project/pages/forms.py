"""Form pages: what is typed is never lost, and two who edit the same row both see it."""

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views import View

from project.common.errors import Conflict
from project.common.models import Identified
from project.common.text import shorten
from project.pages.details import RowMixin
from project.pages.fields import CleanForms


class VersionField(forms.IntegerField):
    """The version of the row that a form was opened on. A form that does not say it, or not as a number, was
    opened on none, so it never writes over what stands there: 0 is no row's version."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.HiddenInput, required=False, **kwargs)

    def clean(self, value):
        try:
            return super().clean(value) or 0
        except ValidationError:
            return 0


class RowForm(CleanForms, forms.ModelForm):
    """A form over a model's own fields. It checks; services write. `version` is the row's version when
    the form was opened; a new row has its `uuid` from then, so that a form sent twice makes one row."""

    version = VersionField()

    use_required_attribute = False

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = self.instance.version
        else:
            del self.fields["version"]
            if issubclass(self._meta.model, Identified):
                self.fields["uuid"] = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def stored(self, row) -> dict:
        """What a row that the form has made says in those fields that are no fields of the model."""
        return {}

    def says_otherwise(self, row) -> bool:
        """Whether something is written here that does not stand in a row the form has made before. What was
        left empty was filled in by the service, and says nothing."""
        stored = self.stored(row)
        self.errors  # noqa: B018 - cleans
        for name, value in self.cleaned_data.items():
            now = stored.get(name, getattr(row, name, value))
            if value in (None, "") or hasattr(now, "all"):
                continue
            if value != now and str(value).strip() != str(now).strip():
                return True
        return False

    @property
    def values(self) -> dict:
        """What the service is given: the cleaned values without the version, and with the id that a new
        row was given when its form was opened."""
        return {
            n: v for n, v in self.cleaned_data.items() if n != "version" and not (n == "uuid" and v is None)
        }


class PlainForm(CleanForms, forms.Form):
    """A form over no model."""

    use_required_attribute = False

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict:
        return dict(self.cleaned_data)


class FormPage(View):
    """A page with one form. Subclasses give `form_class` and `save(form)`, which calls a service and
    gives the row; `done_url(row)` says where to go then."""

    form_class = None
    template = "pages/form.html"
    title = ""
    lead = ""
    submit = _l("Save")
    done = _l("Saved.")

    def get(self, request, **kwargs):
        return self.show(self.form())

    def post(self, request, **kwargs):
        form = self.form(request.POST, request.FILES or None)
        if (made := self.made_before(form)) is not None:
            return self.show_made(form, made) if form.says_otherwise(made) else redirect(self.done_url(made))
        if form.is_valid():
            try:
                row = self.save(form)
            except Conflict as conflict:
                return self.show_conflict(form, conflict.row)
            except (ValidationError, IntegrityError) as error:
                # Pressed twice at the same moment, the other press has made the row meanwhile.
                if (made := self.made_before(form)) is not None:
                    return redirect(self.done_url(made))
                if isinstance(error, IntegrityError):
                    raise
                add_errors(form, error)
            else:
                if self.done:
                    messages.success(request, self.done)
                return redirect(self.done_url(row))
        return self.show(form, status=422 if request.htmx else 200)

    # What a page gives

    def save(self, form):
        raise NotImplementedError

    def done_url(self, row) -> str:
        return row.get_absolute_url()

    def cancel_url(self) -> str:
        return "/"

    def form_arguments(self) -> dict:
        return {}

    def extra(self) -> dict:
        return {}

    def heading(self) -> str:
        return self.title

    # How it works

    def made_before(self, form):
        """The row that this very form has made already, when it was sent before."""
        if not isinstance(form, RowForm) or "uuid" not in form.fields:
            return None
        try:
            sent = UUID(form.data.get("uuid", ""))
        except ValueError:
            return None
        return type(form.instance).objects.visible_to(self.request.user).filter(uuid=sent).first()

    def show_made(self, form, row):
        """The form was sent before, and something else was written since: nothing of it is dropped, and sent
        once more it makes a row of its own."""
        data = form.data.copy()
        data["uuid"] = str(uuid4())
        form.data = data
        text = _(
            "This was saved before, as “%(name)s”, without what you have written since. Save again to make "
            "one more, or copy what is new and edit the first."
        )
        form.add_error(None, text % {"name": shorten(str(row), 60)})
        return self.show(form, status=409)

    def form(self, *data):
        return self.form_class(*data, user=self.request.user, **self.form_arguments())

    def show(self, form, *, status=200, **context):
        self.shown_form = form
        context = {"view": self, "form": form, "sections": self.sections(form), **self.extra(), **context}
        return render(self.request, self.template, context, status=status)

    def sections(self, form) -> list:
        """[(heading, [bound fields])]: as `form.sections` declares, the rest at the end."""
        declared = getattr(form, "sections", ())
        named = {name for _heading, names in declared for name in names}
        found = [(heading, [form[n] for n in names if n in form.fields]) for heading, names in declared]
        rest = [f for f in form.visible_fields() if f.name not in named]
        return [*found, (None, rest)] if rest else found

    def show_conflict(self, form, row):
        """Someone else changed the row meanwhile: both texts are shown, neither is discarded, and saving
        again means that one has seen the other. Where both say the same (an edit that was sent twice),
        there is nothing to choose between."""
        theirs = []
        fresh = type(form)(instance=row, user=self.request.user, **self.conflict_arguments())
        for name, field in form.fields.items():
            mine, their = form[name].value(), fresh[name].value()
            if name != "version" and _shown(field, mine) != _shown(field, their):
                theirs.append((field.label or name, _shown(field, their), _shown(field, mine)))
        if not theirs:
            return redirect(self.done_url(row))
        data = form.data.copy()
        data["version"] = str(row.version)
        form.data = data
        messages.warning(
            self.request, _("Someone else has changed this meanwhile. Both versions are shown below.")
        )
        return self.show(form, status=409, theirs=theirs)

    def conflict_arguments(self) -> dict:
        return {k: v for k, v in self.form_arguments().items() if k != "instance"}


class EditPage(RowMixin, FormPage):
    """A form over the row of the address."""

    def form_arguments(self):
        return {"instance": self.row}

    def cancel_url(self):
        return self.row.get_absolute_url()

    @cached_property
    def version(self):
        return self.row.version


class RetirePage(EditPage):
    """Takes a row out of use by an act that can be undone. `retire(form)` calls the service and gives its
    operation; `said` tells that it is done."""

    form_class = PlainForm
    submit = _l("Retire")
    done = ""
    said = ""

    def heading(self):
        return _("Retire %(name)s") % {"name": self.row}

    def form_arguments(self):
        return {}

    def save(self, form):
        act = self.retire(form)
        messages.success(self.request, self.said, extra_tags=f"undo:{act.uuid}")
        return self.row

    def retire(self, form):
        raise NotImplementedError


class ActPage(RowMixin, View):
    """An act on a row by one button. `act(request)` calls a service, and gives where to go."""

    def post(self, request, **kwargs):
        row = self.row
        try:
            return redirect(self.act(request))
        except ValidationError as error:
            for text in error.messages:
                messages.error(request, text)
            return redirect(self.back_url(row))
        except Conflict:
            messages.error(
                request, _("Someone else has changed this meanwhile. Look at it again before you go on.")
            )
            return redirect(self.back_url(row))

    def act(self, request) -> str:
        raise NotImplementedError

    def back_url(self, row) -> str:
        return row.get_absolute_url()


def add_errors(form, error: ValidationError) -> None:
    """A service's refusal at the fields it names; what names a field the form does not show stands on
    top."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)


def _shown(field, value) -> str:
    """A form value in words, as the comparison of two versions shows it."""
    if isinstance(value, list | tuple):
        return ", ".join(sorted(_shown(field, v) for v in value))
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    choices = {str(k): v for k, v in getattr(field, "choices", ()) if not isinstance(v, list | tuple)}
    return str(choices.get(str(value), value))


def back_to(request, row) -> str:
    """Where an act was asked from, as its form says; else the row's page."""
    path = request.POST.get("next", "")
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path
    return row.get_absolute_url()

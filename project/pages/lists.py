"""The one way a list page works: the same filtered rows feed the page, its fragment and its export.

A list is a class that declares; see docs/adding-a-page.md.
"""

from urllib.parse import urlencode

from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from project import registry
from project.audit.models import Action
from project.audit.services import record
from project.pages.actions import PageAction, permitted
from project.pages.workbook import file_response, list_workbook

PER_PAGE = (25, 50, 100, 200)


class ListPage(View):
    """A list. Subclasses declare; `rows()` may narrow what is listed at all."""

    model = None
    filter_class = None
    table_class = None
    columns = ()  # of the export
    title = ""
    lead = ""
    empty = ""
    filename = "lista"
    exports = True  # whether the list can be taken out as a file at all
    main_filters = 4  # filters shown at once; the rest stand behind "more filters"
    template = "pages/list.html"

    def get(self, request):
        if request.GET.get("export"):
            return self.export()
        page = self.page()
        context = {
            "view": self,
            "page": page,
            "filter": self.filter,
            "table": self.table(page),
            **self.extra(),
        }
        fragment = request.htmx and request.htmx.target == "list"
        response = render(request, "pages/_list.html" if fragment else self.template, context)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    # What a list may say for itself

    def rows(self):
        """The rows the user may see."""
        return self.model.objects.visible_to(self.request.user)

    def actions(self) -> list[PageAction]:
        """What one can do from here, such as making a new row."""
        return []

    def extra(self) -> dict:
        """More for the template."""
        return {}

    # How it works

    @cached_property
    def filter(self):
        return self.filter_class(self.request.GET, self.rows(), user=self.request.user)

    @property
    def permitted_actions(self):
        return permitted(self.actions(), self.request.user)

    @cached_property
    def sort(self) -> tuple[str, list]:
        return self.table_class.ordering(self.request.GET.get("sort", ""))

    def page(self):
        """The page asked for: its row ids first, then those rows alone."""
        rows = self.filter.rows
        paginator = Paginator(rows.order_by(*self.sort[1]).values_list("pk", flat=True), self.per_page())
        page = paginator.get_page(self.request.GET.get("page"))
        ids = list(page.object_list)
        found = self.annotated(self.model.objects.filter(pk__in=ids)).in_bulk() if ids else {}
        page.object_list = [found[pk] for pk in ids if pk in found]
        return page

    @property
    def extensions(self):
        """What apps further up add to the list."""
        return registry.extensions_of(self.filter_class.extends)

    def annotated(self, rows):
        """Rows with what the table and the export show of them."""
        rows = rows.for_list()
        for extension in self.extensions:
            if extension.annotate is not None:
                rows = extension.annotate(rows, self.request.user)
        return rows

    @cached_property
    def added_columns(self) -> dict:
        return {name: column for e in self.extensions for name, column in e.table().items()}

    def choosable(self) -> list[tuple[str, str]]:
        """(name, heading) of the columns one can show or put away."""
        return [*self.table_class.choosable(), *((n, str(c.header)) for n, c in self.added_columns.items())]

    def per_page(self) -> int:
        asked = self.request.GET.get("per_page", "")
        return (
            int(asked) if asked.isascii() and asked.isdigit() and int(asked[:6]) in PER_PAGE else PER_PAGE[0]
        )

    def table(self, page):
        shown = self.shown_columns
        table = self.table_class(
            page.object_list,
            exclude=[n for n, _heading in self.choosable() if n not in shown],
            extra_columns=list(self.added_columns.items()),
        )
        # Given to the constructor, the request would make django-tables2 page and sort the page once more.
        table.request = self.request
        table.page_view = self
        return table

    @cached_property
    def shown_columns(self) -> set[str]:
        """The columns asked for; without a choice, all but the hidden ones."""
        names = {name for name, _heading in self.choosable()}
        asked = names.intersection(self.request.GET.getlist("columns"))
        return asked or names.difference(self.table_class.hidden)

    def column_choices(self) -> list[tuple[str, str, bool]]:
        return [(n, heading, n in self.shown_columns) for n, heading in self.choosable()]

    def sort_of(self, name: str) -> dict | None:
        """How a column's heading sorts: the address that sorts by it, and the order it has now."""
        if name not in self.table_class.sorts:
            return None
        now = self.sort[0]
        following = f"-{name}" if now == name else name
        order = {name: "ascending", f"-{name}": "descending"}.get(now, "none")
        return {"url": self.address(sort=following, page=None), "aria": order}

    def address(self, **changes) -> str:
        """This list's address with some parameters changed; None takes one away."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        kept = [(k, v) for k, values in query.lists() for v in values if v != ""]
        return f"{self.request.path}?{urlencode(kept)}" if kept else self.request.path

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the form of filters carries along: order, columns and page size."""
        names = ("sort", "per_page", "columns")
        return [(n, v) for n in names for v in self.request.GET.getlist(n) if v]

    @property
    def carried_filters(self) -> list[tuple[str, str]]:
        """What the form of columns carries along: everything but the columns and the page."""
        return [
            (n, v)
            for n, values in self.request.GET.lists()
            if n not in ("columns", "page")
            for v in values
            if v
        ]

    @property
    def export_address(self) -> str:
        return self.address(export="xlsx", page=None, per_page=None, columns=None, sort=self.sort[0] or None)

    def sums(self) -> list[tuple[str, int]]:
        """Sums over all rows shown, with what they are sums of."""
        return []

    @property
    def is_filtered(self) -> bool:
        return bool(self.filter.applied())

    # Export

    def export(self):
        """The rows the filter shows, as a workbook: a permission, a log row and a safe file."""
        request = self.request
        if not self.exports:
            raise PermissionDenied(_("This list is read here, and is not taken out as a file."))
        if not request.user.can("export"):
            raise PermissionDenied
        if request.GET["export"] != "xlsx":
            raise BadRequest(_("Lists can be exported as xlsx."))
        if self.filter.unknown:
            raise BadRequest(
                _("This list has no filter called “%(names)s”, so nothing was exported.")
                % {"names": ", ".join(self.filter.unknown)}
            )
        if not self.filter.form.is_valid():
            raise BadRequest(_("A filter has a value that is not valid, so nothing was exported."))
        rows = self.annotated(self.filter.rows.order_by(*self.sort[1]))
        book, count = list_workbook(
            title=str(self.title),
            columns=[*self.columns, *(c for e in self.extensions for c in e.columns)],
            rows=rows.iterator(chunk_size=2000),
            applied=self.filter.applied(),
            user=request.user,
        )
        record(
            Action.EXPORT,
            by=request.user,
            model=self.model._meta.label,
            rows=count,
            filters=sorted(name for name in request.GET if request.GET[name] and name != "export"),
        )
        return file_response(book, self.filename)

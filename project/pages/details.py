"""Detail pages: a row, what one can do with it, and panels that apps further up add."""

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.views import View

from project import registry
from project.pages.actions import permitted


class RowMixin:
    """Finds the row of the address among those the user may see; any other is not there (404)."""

    model = None

    def rows(self):
        return self.model.objects.visible_to(self.request.user)

    @cached_property
    def row(self):
        row = self.rows().filter(uuid=self.kwargs["uuid"]).first()
        if row is None:
            raise Http404
        return row


class DetailPage(RowMixin, View):
    """A row on a page of its own. `page` names it in the registry, for panels from above."""

    page = ""
    template = ""

    def get(self, request, **kwargs):
        context = {
            "view": self,
            "row": self.row,
            "actions": permitted(self.actions(), request.user),
            "panels": self.panels(),
            **self.extra(),
        }
        return render(request, self.template, context)

    def actions(self):
        """What one can do with the row."""
        return []

    def extra(self) -> dict:
        """More for the template."""
        return {}

    def panels(self) -> list[str]:
        """The panels of the page that have something for this viewer, rendered."""
        found = []
        for panel in registry.panels_of(self.page):
            context = panel.context(self.request, self.row)
            if context is not None:
                context = {"row": self.row, "panel": panel, **context}
                found.append(mark_safe(render_to_string(panel.template, context, request=self.request)))
        return found

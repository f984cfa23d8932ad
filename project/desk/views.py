from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views import View

from dialogues.models import Commitment, Dialogue, Note
from insights.models import Insight
from project import registry
from project.accounts.matrix import Role


class Desk(View):
    """The start page: what waits for the user, and where to begin. Readers go to the summary, which is
    what they come for."""

    def get(self, request):
        if request.user.roles == {Role.READER}:
            return redirect("insights:summary")
        return render(request, "desk/desk.html", {"items": self.items(request)})

    def items(self, request) -> list[str]:
        """The items that have something for this user, rendered."""
        found = []
        for item in registry.desk_items():
            context = item.context(request)
            if context is not None:
                found.append(mark_safe(render_to_string(item.template, context, request=request)))
        return found


def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """The process answers, the database does, and it is migrated."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception:  # whatever is wrong with the database, the answer is the same
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    if behind:
        return HttpResponse("migrations are missing\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


class Bin(View):
    """What has been removed in the last 30 days and can be restored, as far as the user could see it."""

    def get(self, request):
        since = timezone.now() - timedelta(days=settings.BIN_DAYS)
        kinds = []
        for label, model, address in BINNED:
            rows = model.objects.binned_for(request.user).filter(removed_at__gte=since)
            rows = list(rows.select_related("removed_by").order_by("-removed_at")[:100])
            kinds.append({"label": label, "rows": rows, "address": address})
        return render(
            request, "desk/bin.html", {"kinds": [k for k in kinds if k["rows"]], "days": settings.BIN_DAYS}
        )


BINNED = (
    (_("Meetings"), Dialogue, "dialogues:dialogue-restore"),
    (_("Notes"), Note, "dialogues:note-restore"),
    (_("Commitments"), Commitment, "dialogues:commitment-restore"),
    (_("Insights"), Insight, "insights:insight-restore"),
)

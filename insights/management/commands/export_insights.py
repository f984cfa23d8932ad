from django.http import QueryDict

from insights.tagging.filters import InsightFilter
from insights.tagging.models import Insight
from insights.tagging.tables import INSIGHT_COLUMNS
from project.audit.models import Action
from project.audit.services import record
from project.pages.command import BaseCommand, CommandError, needs, user_named, write_file
from project.pages.workbook import list_workbook


class Command(BaseCommand):
    help = "Write the list of insights, filtered as on its page, as a workbook."

    def add_arguments(self, parser):
        parser.add_argument("--out", required=True)
        parser.add_argument(
            "--query", default="", help="filters as in the address of the page, theme=T1&kind=behov"
        )
        parser.add_argument("--as", dest="email", required=True)

    def handle(self, *, out, query, email, **options):
        user = user_named(email)
        needs(user, "export")
        asked = InsightFilter(QueryDict(query.lstrip("?")), Insight.objects.visible_to(user), user=user)
        if asked.unknown:
            raise CommandError(f"The list has no filter called {', '.join(asked.unknown)}.")
        if not asked.form.is_valid():
            wrong = "; ".join(f"{name}: {' '.join(errors)}" for name, errors in asked.form.errors.items())
            raise CommandError(f"A filter has a value that is not valid. {wrong}")
        rows = asked.rows.for_list().order_by("-dialogue__first_day", "-pk")
        file, count = list_workbook(
            title="Insikter",
            columns=INSIGHT_COLUMNS,
            rows=rows.iterator(chunk_size=2000),
            applied=asked.applied(),
            user=user,
        )
        record(
            Action.EXPORT, by=user, model=Insight._meta.label, rows=count, filters=sorted(QueryDict(query))
        )
        write_file(out, file)
        self.stdout.write(f"{out}: {count} insights")

from insights.reports.workbook import make_report
from project.common.dates import Period
from project.pages.command import BaseCommand, CommandError, day, needs, user_named, write_file


class Command(BaseCommand):
    help = "Write the report of a period as a workbook."

    def add_arguments(self, parser):
        parser.add_argument("--kind", choices=["xlsx"], default="xlsx")
        parser.add_argument("--from", dest="first", default="")
        parser.add_argument("--to", dest="last", default="")
        parser.add_argument("--publishable", action="store_true")
        parser.add_argument("--out", required=True)
        parser.add_argument("--as", dest="email", required=True)

    def handle(self, *, first, last, publishable, out, email, **options):
        user = user_named(email)
        needs(user, "export")
        period = Period(day(first) if first else None, day(last) if last else None)
        if period.first and period.last and period.first > period.last:
            raise CommandError(f"The period ends ({last}) before it begins ({first}).")
        report = make_report(by=user, period=period, publishable=publishable)
        size = write_file(out, report.file)
        self.stdout.write(f"{out}: {size:,} bytes, {report.row_counts['Insikter']} insights")

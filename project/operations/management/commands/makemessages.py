"""Django's makemessages, told once what this house needs: `manage.py makemessages` is enough."""

from pathlib import Path

from django.conf import settings
from django.core.management.commands import makemessages

NO_SOURCE = (".venv", "data", "tests", "benchmarks", "static")


class Command(makemessages.Command):
    # Modules that need both gettext and gettext_lazy call the second `_l`.
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=_l"]
    # A new text waits untranslated; a guess from a similar one could pass for a translation.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args, **options):
        options["ignore_patterns"] = [*options["ignore_patterns"], *NO_SOURCE]
        options["locale"] = options["locale"] or ["sv"]
        options["no_location"] = options["no_location"] or not options["add_location"]
        options["no_wrap"] = options["no_obsolete"] = True
        before = {path: path.read_text(encoding="utf-8") for path in _catalogues()}
        super().handle(*args, **options)
        for path, text in before.items():
            if _undated(text) == _undated(path.read_text(encoding="utf-8")):
                path.write_text(text, encoding="utf-8")


def _catalogues() -> list[Path]:
    return [path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po")]


def _undated(text: str) -> list[str]:
    """A catalogue without the day it was made: where nothing else differs, the file stays as it was."""
    return [line for line in text.splitlines() if not line.startswith('"POT-Creation-Date:')]

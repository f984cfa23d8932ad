"""Runs a command of manage.py in which something goes wrong at a chosen moment:

    python -m tests.operations.faults error|kill <module>:<function>[:<call>] COMMAND ...

The function fails at its first call, or at the one asked for: with an error of the disk, or by the end of
the process without a word. `sqlite-pages` fails when half of the pages of a database are written.
"""

import importlib
import os
import sqlite3
import sys


def fail(how: str):
    if how == "kill":
        os._exit(9)
    raise OSError(5, "Input/output error")


def break_function(how: str, where: str) -> None:
    module, name, *call = where.split(":")
    owner = importlib.import_module(module)
    *path, name = name.split(".")
    for part in path:
        owner = getattr(owner, part)
    original = getattr(owner, name)
    left = [int(call[0]) if call else 1]

    def broken(*args, **kwargs):
        left[0] -= 1
        return fail(how) if left[0] == 0 else original(*args, **kwargs)

    setattr(owner, name, broken)


def break_pages(how: str) -> None:
    class Failing(sqlite3.Connection):
        def backup(self, target, *, pages, progress):
            def half_way(status, remaining, total):
                progress(status, remaining, total)
                if remaining < total / 2:
                    fail(how)

            super().backup(target, pages=20, progress=half_way)

    connect = sqlite3.connect
    sqlite3.connect = lambda *args, **kwargs: connect(*args, **{"factory": Failing, **kwargs})


def main(how: str, where: str, *command: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django
    from django.core.management import execute_from_command_line

    django.setup()
    break_pages(how) if where == "sqlite-pages" else break_function(how, where)
    execute_from_command_line(["manage.py", *command])


if __name__ == "__main__":
    main(*sys.argv[1:])

"""One process of several that write at the same time: `python -m tests.operations.writers THREADS EACH`.

Says "ready", waits for a line, and then changes the same row over and over: each change is a transaction
that reads before it writes. Prints how many were made, and what went wrong with the others.
"""

import json
import os
import sys
import threading


def main(threads: int, each: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    from django.db import connection

    from project.accounts.models import User
    from project.audit.services import change_row
    from project.pages.models import Installation

    by = User.objects.get(email="chef@demo.example")
    done, failures = [], []

    def write(thread: int) -> None:
        for number in range(each):
            try:
                agency = f"Myndighet {os.getpid()}/{thread}/{number}"
                change_row(Installation.current(), by=by, agency=agency)
                done.append(number)
            except Exception as error:  # whatever it is, it is what is counted
                failures.append(f"{type(error).__name__}: {error}")
        connection.close()

    say("ready")
    sys.stdin.readline()
    running = [threading.Thread(target=write, args=[thread]) for thread in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    say(json.dumps({"done": len(done), "failures": failures}))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

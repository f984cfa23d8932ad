"""What is measured, on the model case. The floors are the very statements that the work sent to the
database, sent again without anything around them."""

import shutil
import uuid
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from benchmarks.measure import Case
from dialogues.models import Dialogue
from project.accounts.models import User


def cases() -> list[Case]:
    """The cases, with their database made ready."""
    reader = logged_in("analytiker")
    insights = reverse("insights:insight-list") + "?per_page=100"
    return [
        reading("The summary of the model case", partial(get, reader, reverse("insights:summary"))),
        reading("The list of insights, 100 rows", partial(get, reader, insights)),
        capturing("A line with a tag, captured"),
    ]


def logged_in(name: str) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(email=f"{name}@demo.example"), backend=settings.AUTHENTICATION_BACKENDS[0]
    )
    return client


def get(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)


class Sent(list):
    """The statements that were sent to the database while it was its wrapper."""

    def __call__(self, execute, sql, params, many, context):
        self.append((sql, params, many))
        return execute(sql, params, many, context)

    @classmethod
    def by(cls, work) -> "Sent":
        sent = cls()
        with connection.execute_wrapper(sent):
            work()
        return sent


def reading(name: str, work) -> Case:
    """A page that reads."""
    sent = [(sql, params) for sql, params, _many in Sent.by(work) if sql.lstrip().startswith("SELECT")]

    def floor():
        with connection.cursor() as cursor:
            for sql, params in sent:
                cursor.execute(sql, params)
                cursor.fetchall()

    return Case(name, f"its {len(sent)} queries alone", work, floor)


def capturing(name: str) -> Case:
    """A line that is written, over HTTP, as the script of the page sends it. Every run begins on the same
    database, so that both write the same rows."""
    writer = logged_in("samordnare")
    meeting = Dialogue.objects.filter(question_set__isnull=False, protection="internal").order_by("pk")[0]
    key = meeting.question_set.questions.order_by("number")[0].key
    address = reverse("insights:capture", args=[meeting.uuid])
    line = {f"text-{key}": "Många föräldrar är oroliga. #RAD", f"uuid-{key}": str(uuid.UUID(int=1))}
    kept = keep_database()

    def work():
        response = writer.post(address, line, headers={"HX-Request": "true"})
        assert response.status_code == 200, response.status_code

    put_back(kept)
    words = ("INSERT", "UPDATE", "DELETE")
    sent = [statement for statement in Sent.by(work) if statement[0].lstrip().startswith(words)]

    def floor():
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params, many in sent:
                cursor.executemany(sql, params) if many else cursor.execute(sql, params)

    return Case(name, f"its {len(sent)} writes alone", work, floor, before=lambda: put_back(kept))


def keep_database() -> Path:
    """A copy of the database as it is."""
    connection.close()
    path = Path(settings.DATABASES["default"]["NAME"])
    return Path(shutil.copyfile(path, path.with_suffix(".kept")))


def put_back(kept: Path) -> None:
    connection.close()
    shutil.copyfile(kept, settings.DATABASES["default"]["NAME"])
    connection.ensure_connection()

"""Mail about accounts. Nothing is sent, and nothing printed, where no mail server is configured: a link
to an account does not belong in a log."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger("lyhort.mail")


def is_sent() -> bool:
    """Whether this installation sends mail at all."""
    return not settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend"))


def send(template: str, to: str, *, language: str, **context) -> bool:
    """Mail `<template>_subject.txt` and `<template>_message.txt` in a language. False where there is no mail
    server, or it did not take the mail; that is noted in the server's log, without the address."""
    if not is_sent():
        return False
    with translation.override(language):
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        body = render_to_string(f"{template}_message.txt", context).strip() + "\n"
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to]).send()
    except (OSError, SMTPException) as error:
        logger.error("A mail (%s) could not be sent: %s", template, type(error).__name__)
        return False
    return True

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import OperationalError
from django.utils import translation

CLOSED = "closed"  # the account is disabled, or has run out
ENDED = "ended"  # the sessions were ended, or the password was changed elsewhere


class EndedSessions:
    """Notices a session that has been ended since the last request, so that the next page can say why:
    `request.ended` is CLOSED, ENDED or empty."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.ended = ""
        try:
            if SESSION_KEY in request.session and not request.user.is_authenticated:
                # The framework has emptied the session if its hash no longer fits the user's.
                request.ended = CLOSED if SESSION_KEY in request.session else ENDED
                request.session.flush()
        except OperationalError:
            pass  # whoever needs the session next will say so, in a page
        return self.get_response(request)


class UserLanguage:
    """Pages in the language the user chose; before login, in the one used last in this browser; Swedish
    where there is none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        known = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen = _chosen(request) or known
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if chosen and chosen != known and settings.LANGUAGE_COOKIE_NAME not in response.cookies:
            remember_language(response, language)
        return response


def _chosen(request) -> str:
    """The language of the account that is logged in."""
    try:
        return request.user.language if request.user.is_authenticated else ""
    except OperationalError:
        return ""  # the page that says so is still in the language of the browser


def remember_language(response, language: str) -> None:
    """Have this browser remember a language, for the pages before login."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE or 31_536_000,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )

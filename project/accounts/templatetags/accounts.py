"""Tags of the pages about accounts."""

from django import template

from project.accounts import mail

register = template.Library()


@register.simple_tag
def mail_is_sent() -> bool:
    return mail.is_sent()

from django import template

from dialogues.meetings.dates import in_words

register = template.Library()
register.filter("date_in_words", in_words)

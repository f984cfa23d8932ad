from insights.blind.models import BlindRound, BlindTagging, RoundUnit
from insights.capture.models import OpenToken
from insights.codebook.models import CodebookChange, Tag
from insights.reports.models import Edition, EditionQuote, EditionSection
from insights.tagging.models import Insight, Raiser, Tagging
from insights.themes.models import Theme, ThemeEvidence
from insights.tips.models import GoodExample, Tip, TipVersion

__all__ = [
    "BlindRound",
    "BlindTagging",
    "CodebookChange",
    "Edition",
    "EditionQuote",
    "EditionSection",
    "GoodExample",
    "Insight",
    "OpenToken",
    "Raiser",
    "RoundUnit",
    "Tag",
    "Tagging",
    "Theme",
    "ThemeEvidence",
    "Tip",
    "TipVersion",
]

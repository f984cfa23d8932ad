"""What this app adds to pages and acts of the apps below it, and to pages of its own."""

from insights.blind.combiners import COMBINERS as BLIND_COMBINERS
from insights.capture.desk import TO_FINISH
from insights.summary.extensions import DIALOGUES_BY_MEANING, ORGANISATIONS_BY_MEANING
from insights.tagging import effects
from insights.tagging import panels as tagging
from insights.tagging.combiners import COMBINERS
from insights.tagging.extensions import TAG_USES
from insights.themes import panels as themes
from insights.themes.extensions import INSIGHTS_BY_THEME
from insights.tips import panels as tips
from insights.tips.extensions import INSIGHTS_BY_TIP
from project.registry import Panel, on, register


def register_all() -> None:
    register(
        Panel("dialogue", "lines", 20, "insights/tagging/_lines.html", tagging.lines_of_dialogue),
        Panel(
            "organisation",
            "insights",
            20,
            "insights/tagging/_of_organisation.html",
            tagging.insights_of_organisation,
        ),
        Panel("note", "insights", 10, "insights/tagging/_of_note.html", tagging.insights_of_note),
        Panel(
            "participation",
            "insights",
            10,
            "insights/tagging/_of_note.html",
            tagging.insights_of_participation,
        ),
        Panel("tag", "insights", 10, "insights/tagging/_of_tag.html", tagging.insights_of_tag),
        Panel("tag", "themes", 20, "insights/themes/_of.html", themes.themes_of_tag),
        Panel("insight", "themes", 10, "insights/themes/_of.html", themes.themes_of_insight),
        Panel("insight", "examples", 20, "insights/tips/_of_insight.html", tips.examples_of_insight),
        INSIGHTS_BY_THEME,
        INSIGHTS_BY_TIP,
        TAG_USES,
        DIALOGUES_BY_MEANING,
        ORGANISATIONS_BY_MEANING,
        TO_FINISH,
        *COMBINERS,
        *BLIND_COMBINERS,
    )
    on("note_revised", effects.follow_note)
    on("note_moved", effects.follow_question)
    on("note_removed", effects.remove_with_note)
    on("note_restored", effects.restore_with_note)
    on("participation_leaving", effects.keep_actor_type)
    on("participation_combined", effects.follow_combined)
    on("participation_changed", effects.follow_participation)

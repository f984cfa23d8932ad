from django.urls import path

from insights.capture import views as capture
from insights.codebook import views as codebook
from insights.reports import views as reports
from insights.summary import views as summary
from insights.tagging import views as tagging
from insights.themes import views as themes
from insights.tips import views as tips

app_name = "insights"
urlpatterns = [
    path("", tagging.InsightList.as_view(), name="insight-list"),
    path("<uuid:uuid>/", tagging.InsightDetail.as_view(), name="insight-detail"),
    path("<uuid:uuid>/edit/", tagging.InsightEdit.as_view(), name="insight-edit"),
    path("<uuid:uuid>/remove/", tagging.InsightRemove.as_view(), name="insight-remove"),
    path("<uuid:uuid>/restore/", tagging.InsightRestore.as_view(), name="insight-restore"),
    path("new/<uuid:dialogue>/", tagging.InsightCreate.as_view(), name="insight-create"),
    path("taggings/", tagging.TaggingList.as_view(), name="tagging-list"),
    path("capture/<uuid:uuid>/", capture.Capture.as_view(), name="capture"),
    path("lines/<uuid:uuid>/", capture.LineEdit.as_view(), name="line-edit"),
    path("tags/", codebook.TagList.as_view(), name="tag-list"),
    path("tags/new/", codebook.TagCreate.as_view(), name="tag-create"),
    path("tags/<uuid:uuid>/", codebook.TagDetail.as_view(), name="tag-detail"),
    path("tags/<uuid:uuid>/edit/", codebook.TagEdit.as_view(), name="tag-edit"),
    path("tags/<uuid:uuid>/retire/", codebook.TagRetire.as_view(), name="tag-retire"),
    path("tags/<uuid:uuid>/restore/", codebook.TagRestore.as_view(), name="tag-restore"),
    path("themes/", themes.ThemeList.as_view(), name="theme-list"),
    path("themes/new/", themes.ThemeCreate.as_view(), name="theme-create"),
    path("themes/<uuid:uuid>/", themes.ThemeDetail.as_view(), name="theme-detail"),
    path("themes/<uuid:uuid>/edit/", themes.ThemeEdit.as_view(), name="theme-edit"),
    path("themes/<uuid:uuid>/step/", themes.ThemeStep.as_view(), name="theme-step"),
    path(
        "themes/<uuid:uuid>/evidence/<uuid:insight>/",
        themes.ThemeEvidenceAct.as_view(),
        name="theme-evidence",
    ),
    path("tips/", tips.TipList.as_view(), name="tip-list"),
    path("tips/new/", tips.TipCreate.as_view(), name="tip-create"),
    path("tips/<uuid:uuid>/", tips.TipDetail.as_view(), name="tip-detail"),
    path("tips/<uuid:uuid>/edit/", tips.TipEdit.as_view(), name="tip-edit"),
    path("tips/<uuid:uuid>/step/", tips.TipStep.as_view(), name="tip-step"),
    path("examples/", tips.ExampleList.as_view(), name="example-list"),
    path("examples/new/", tips.ExampleCreate.as_view(), name="example-create"),
    path("examples/<uuid:uuid>/", tips.ExampleDetail.as_view(), name="example-detail"),
    path("examples/<uuid:uuid>/edit/", tips.ExampleEdit.as_view(), name="example-edit"),
    path("examples/<uuid:uuid>/step/", tips.ExampleStep.as_view(), name="example-step"),
    path("summary/", summary.Summary.as_view(), name="summary"),
    path("reports/", reports.ReportPage.as_view(), name="report-list"),
]

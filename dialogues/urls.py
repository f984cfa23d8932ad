from django.urls import path

from dialogues.assignments import views as assignments
from dialogues.commitments import views as commitments
from dialogues.meetings import views as meetings
from dialogues.notes import views as notes

app_name = "dialogues"
urlpatterns = [
    path("", meetings.DialogueList.as_view(), name="dialogue-list"),
    path("new/", meetings.DialogueCreate.as_view(), name="dialogue-create"),
    path("<uuid:uuid>/", meetings.DialogueDetail.as_view(), name="dialogue-detail"),
    path("<uuid:uuid>/edit/", meetings.DialogueEdit.as_view(), name="dialogue-edit"),
    path("<uuid:uuid>/step/", meetings.DialogueStep.as_view(), name="dialogue-step"),
    path("<uuid:uuid>/cancel/", meetings.DialogueCancel.as_view(), name="dialogue-cancel"),
    path("<uuid:uuid>/remove/", meetings.DialogueRemove.as_view(), name="dialogue-remove"),
    path("<uuid:uuid>/restore/", meetings.DialogueRestore.as_view(), name="dialogue-restore"),
    path("participations/", meetings.ParticipationList.as_view(), name="participation-list"),
    path("participations/<uuid:uuid>/", meetings.ParticipationDetail.as_view(), name="participation-detail"),
    path("participations/<uuid:uuid>/edit/", meetings.ParticipationEdit.as_view(), name="participation-edit"),
    path(
        "participations/<uuid:uuid>/remove/",
        meetings.ParticipationRemove.as_view(),
        name="participation-remove",
    ),
    path(
        "<uuid:dialogue>/participations/new/",
        meetings.ParticipationCreate.as_view(),
        name="participation-create",
    ),
    path("notes/", notes.NoteList.as_view(), name="note-list"),
    path("notes/<uuid:uuid>/", notes.NoteDetail.as_view(), name="note-detail"),
    path("notes/<uuid:uuid>/edit/", notes.NoteEdit.as_view(), name="note-edit"),
    path("notes/<uuid:uuid>/remove/", notes.NoteRemove.as_view(), name="note-remove"),
    path("notes/<uuid:uuid>/restore/", notes.NoteRestore.as_view(), name="note-restore"),
    path("<uuid:dialogue>/notes/new/", notes.NoteCreate.as_view(), name="note-create"),
    path("commitments/", commitments.CommitmentList.as_view(), name="commitment-list"),
    path("commitments/<uuid:uuid>/", commitments.CommitmentDetail.as_view(), name="commitment-detail"),
    path("commitments/<uuid:uuid>/edit/", commitments.CommitmentEdit.as_view(), name="commitment-edit"),
    path("commitments/<uuid:uuid>/remove/", commitments.CommitmentRemove.as_view(), name="commitment-remove"),
    path(
        "commitments/<uuid:uuid>/restore/", commitments.CommitmentRestore.as_view(), name="commitment-restore"
    ),
    path(
        "<uuid:dialogue>/commitments/new/", commitments.CommitmentCreate.as_view(), name="commitment-create"
    ),
    path("feedback/", commitments.FeedbackList.as_view(), name="feedback-list"),
    path("feedback/<uuid:uuid>/", commitments.FeedbackDetail.as_view(), name="feedback-detail"),
    path("feedback/<uuid:uuid>/edit/", commitments.FeedbackEdit.as_view(), name="feedback-edit"),
    path("<uuid:dialogue>/feedback/new/", commitments.FeedbackCreate.as_view(), name="feedback-create"),
    path("questions/", assignments.QuestionSetList.as_view(), name="question-set-list"),
    path("questions/new/", assignments.QuestionSetCreate.as_view(), name="question-set-create"),
    path("questions/<uuid:uuid>/", assignments.QuestionSetDetail.as_view(), name="question-set-detail"),
    path("questions/<uuid:uuid>/edit/", assignments.QuestionSetEdit.as_view(), name="question-set-edit"),
    path(
        "questions/<uuid:uuid>/retire/", assignments.QuestionSetRetire.as_view(), name="question-set-retire"
    ),
    path("assignments/", assignments.AssignmentList.as_view(), name="assignment-list"),
    path("assignments/new/", assignments.AssignmentCreate.as_view(), name="assignment-create"),
    path("assignments/<uuid:uuid>/", assignments.AssignmentDetail.as_view(), name="assignment-detail"),
    path("assignments/<uuid:uuid>/edit/", assignments.AssignmentEdit.as_view(), name="assignment-edit"),
    path(
        "assignments/<uuid:uuid>/retire/", assignments.AssignmentArchive.as_view(), name="assignment-archive"
    ),
]

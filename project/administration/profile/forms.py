from project.accounts.models import User
from project.pages.forms import RowForm


class ProfileForm(RowForm):
    class Meta:
        model = User
        fields = ("name", "language", "shortcuts")

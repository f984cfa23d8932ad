from project.audit.services import change_row
from project.pages.models import Installation


def change_installation(*, by, version: int | None = None, **values) -> list[str]:
    """Change what the installation says of itself; give the names of the fields that differ. Raises Conflict
    where the row is no longer at `version`."""
    installation, _new = Installation.objects.get_or_create(pk=1)
    return change_row(installation, by=by, version=version, **values)

from stakeholders.contacts.models import Contact
from stakeholders.register.models import (
    ActorType,
    County,
    Municipality,
    Organisation,
    OrganisationAlias,
    ReportGroup,
)

__all__ = [
    "ActorType",
    "Contact",
    "County",
    "Municipality",
    "Organisation",
    "OrganisationAlias",
    "ReportGroup",
]

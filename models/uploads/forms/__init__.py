"""Every stored form of uploads, by name."""

from models.core.discovery import members
from models.uploads.stored_form import StoredForm

_FOUND = members("stored_form", __name__, StoredForm, lambda cls: getattr(cls, "form", None))  # type: ignore[type-abstract]
#: The forms by name: the classes of this package, one file for each form, and those of plug-ins.
FORMS: dict[str, StoredForm] = {name: cls() for name, cls in _FOUND.items()}

__all__ = ["FORMS", "StoredForm"]

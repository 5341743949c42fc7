"""The result of checking a spec."""

from __future__ import annotations

from modelbook._models import CheckOut
from modelbook.errors import Fault, SpecError


class Check(CheckOut):
    """The result of checking a spec: whether the job would be accepted, and its faults, layers and figures."""

    def raise_for_faults(self) -> Check:
        """Return the result, if the spec has no faults.

        Raises:
            SpecError: It has; `errors` says where and why.
        """
        if self.ok:
            return self
        faults = [Fault(fault.pointer, fault.detail) for fault in self.errors]
        raise SpecError(422, "about:blank", f"{len(faults)} fault{'s' * (len(faults) > 1)} of the spec", faults)

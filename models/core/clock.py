"""The clock of a column of dates: which instants its stamps are, and how instants are written."""

from dataclasses import dataclass

import numpy as np

from models.core.arrays import Array
from models.core.spacing import DAY

#: Integer that stands for no date, as NumPy's NaT.
NO_DATE: int = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Clock:
    """A clock, by which stamps are read and written as microseconds since 1970.

    Args:
        zone: Time zone of local stamps, such as Europe/Berlin; None where stamps are taken as they stand.
        is_utc: Whether the stamps are instants: they had zones or offsets, and are kept in UTC.
    """

    zone: str | None = None
    is_utc: bool = False

    def instants(self, stamps: Array, is_later: Array) -> Array:
        """Return the instants of stamps.

        Args:
            stamps: int64 array of shape (n,), as they are stored.
            is_later: Whether each is the later one of an hour that comes twice, boolean array of shape (n,).

        Returns:
            int64 array of shape (n,); NO_DATE for a local time that does not exist, because clocks are set forward.

        Raises:
            ValueError: There is no such zone.
        """
        return stamps if self.is_utc else self.from_local(stamps, is_later)

    def from_local(self, stamps: Array, is_later: Array) -> Array:
        """Return the instants of what the clock shows; arguments and result as for `instants`."""
        if self.zone is None:
            return stamps
        import polars as pl  # Imported where a zone is given: it takes a moment, and the API does without it mostly.

        ambiguous = pl.Series(np.where(is_later, "latest", "earliest"))
        local = pl.DataFrame({"local": pl.Series(stamps).cast(pl.Datetime("us")), "ambiguous": ambiguous})
        try:
            with_zone = pl.col("local").dt.replace_time_zone(self.zone, ambiguous=pl.col("ambiguous"), non_existent="null")
            found: Array = local.select(with_zone.dt.epoch("us").fill_null(NO_DATE))["local"].to_numpy()
        except pl.exceptions.ComputeError as error:
            raise ValueError(f"expected a time zone such as Europe/Berlin, got {self.zone!r}") from error
        return found

    def local(self, instants: Array) -> Array:
        """Return what the clock shows at instants, int64 array of shape (n,)."""
        if self.zone is None:
            return instants
        import polars as pl  # As above.

        utc = pl.Series(np.asarray(instants, np.int64)).cast(pl.Datetime("us", "UTC"))
        try:
            found: Array = utc.dt.convert_time_zone(self.zone).dt.replace_time_zone(None).dt.epoch("us").to_numpy()
        except pl.exceptions.ComputeError as error:
            raise ValueError(f"expected a time zone such as Europe/Berlin, got {self.zone!r}") from error
        return found

    def texts(self, instants: Array) -> list[str]:
        """Write instants in ISO form: days where all are midnight on a clock without zone, else with the time of day and the offset."""
        shown = self.local(np.asarray(instants, np.int64))
        if self.zone is None and not self.is_utc and not (shown % DAY).any():
            return [str(text) for text in np.datetime_as_string(shown.astype("datetime64[us]").astype("datetime64[D]"))]
        unit = "us" if (shown % 1_000_000).any() else "s"
        written = np.datetime_as_string(shown.astype("datetime64[us]").astype(f"datetime64[{unit}]"))
        return [f"{text}{offset}" for text, offset in zip(written, self._offsets(instants, shown), strict=True)]

    def _offsets(self, instants: Array, shown: Array) -> list[str]:
        if self.zone is None:
            return ["Z" if self.is_utc else ""] * len(shown)
        minutes = ((shown - instants) // 60_000_000).tolist()
        return [f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}" for offset in minutes]

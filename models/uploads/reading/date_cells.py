"""The grammar of dates in text."""

import polars as pl

#: Forms of dates by what their order says: the year first, a month without day, numbers between points, between other signs, names of months.
YEAR_FIRST, MONTHLY, POINTS, SIGNS, NAMED = "year_first", "monthly", "points", "signs", "named"
#: What is read without a look at its parts.
_PLAIN = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
#: Expression of a time of day, which may follow a date.
_TIME = (
    r"(?:(?:T|,?\s+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]{1,9}))?)?"
    r"\s*(?P<half>[AaPp][Mm])?\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?)?$"
)
#: Expression of each form of dates.
_FORMS = {
    YEAR_FIRST: r"^(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})" + _TIME,
    MONTHLY: r"^(?P<year>[12][0-9]{3})[-/](?P<month>0[1-9]|1[0-2])$",
    POINTS: r"^(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4}|[0-9]{2})" + _TIME,
    SIGNS: r"^(?P<day>[0-9]{1,2})[-/](?P<month>[0-9]{1,2})[-/](?P<year>[0-9]{4}|[0-9]{2})" + _TIME,
    NAMED: r"^(?P<day>[0-9]{1,2})[ -](?P<month>[A-Za-z]{3,9})\.?,?[ -](?P<year>[0-9]{4}|[0-9]{2})" + _TIME,
    "month_named_first": r"^(?P<month>[A-Za-z]{3,9})\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})" + _TIME,
    "month_named": r"^(?P<month>[A-Za-z]{3,9})\.?[ -](?P<year>[0-9]{4})$",
    # Numbers, unless the caller says that they are dates.
    "digits": r"^(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])$",
}
#: Names of months, short and long.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "sept",
)  # fmt: skip
#: Years of two digits below this one are of the 21st century.
_PIVOT = 69
#: Type of instants.
_INSTANT = pl.Datetime("us")


def read_dates(cells: pl.Series, day_first: bool | None) -> pl.Series:
    """Convert cells to instants.

    Args:
        cells: The cells without blanks round them, null where missing.
        day_first: Whether the day comes before the month in 03/04/2024; None where such cells are no dates.

    Returns:
        Datetime series in microseconds, in UTC where a cell has a zone; null for a cell that is missing or not a date.
    """
    for form in _PLAIN:
        values = cells.str.to_datetime(form, strict=False, time_unit="us")
        if values.null_count() == cells.null_count():
            return values
    return _instants(parts_of(cells), day_first)


def has_zone(cells: pl.Series) -> pl.Series:
    """Return which dates say their zone."""
    return cells.str.contains(r":[0-9]{2}.*(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})$")


def parts_of(cells: pl.Series) -> pl.DataFrame:
    """Return the parts of dates as text: form, year, month, day, hour, minute, second, part, half, zone; null where a cell is not a date."""
    names = ("year", "month", "day", "hour", "minute", "second", "part", "half", "zone")
    found = pl.DataFrame({"cell": cells}).with_columns(form=pl.lit(None, pl.String), **{name: pl.lit(None, pl.String) for name in names})
    for form, pattern in _FORMS.items():
        groups = cells.str.extract_groups(pattern).struct.unnest()
        is_new = groups["year"].is_not_null() & found["form"].is_null()
        if is_new.any():
            given = {name: groups[name] for name in groups.columns} | {"form": pl.Series([form]).new_from_index(0, len(cells))}
            found = found.with_columns(**{name: found[name].zip_with(~is_new, values) for name, values in given.items()})
    return found


def _instants(parts: pl.DataFrame, day_first: bool | None) -> pl.Series:
    swapped = (pl.col("form") == SIGNS) & (not day_first)
    unknown = (pl.col("form") == SIGNS) & (day_first is None)
    hour = pl.col("hour").cast(pl.Int64).fill_null(0)
    half = pl.col("half").str.to_lowercase()
    hour = pl.when(half == "pm").then(hour % 12 + 12).when(half == "am").then(hour % 12).otherwise(hour)
    text = pl.concat_str(
        _year(), pl.lit("-"), pl.when(swapped).then(pl.col("day")).otherwise(_month()), pl.lit("-"),
        pl.when(swapped).then(pl.col("month")).otherwise(pl.col("day").fill_null("1")), pl.lit("T"), hour.cast(pl.String), pl.lit(":"),
        pl.col("minute").fill_null("0"), pl.lit(":"), pl.col("second").fill_null("0"), pl.lit("."), pl.col("part").fill_null("0"),
    )  # fmt: skip
    instants = pl.when(pl.col("form").is_null() | unknown).then(None).otherwise(text).str.to_datetime(
        "%Y-%m-%dT%H:%M:%S%.f", strict=False, time_unit="us"
    )  # fmt: skip
    return parts.select((instants - _offset()).cast(_INSTANT).alias("cell")).to_series()


def _year() -> pl.Expr:
    year, number = pl.col("year"), pl.col("year").cast(pl.Int64)
    return pl.when(year.str.len_chars() == 4).then(year).otherwise((number + pl.when(number < _PIVOT).then(2000).otherwise(1900)).cast(pl.String))


def _month() -> pl.Expr:
    numbers = {name: str(index % 12 + 1) for index, name in enumerate(_MONTHS)}
    numbers |= {name: str(index + 1) for index, name in enumerate(_LONG_MONTHS[:12])} | {"sept": "9"}
    return pl.col("month").str.to_lowercase().replace(numbers)


def _offset() -> pl.Expr:
    zone = pl.col("zone").str.replace(":", "")
    minutes = zone.str.slice(1, 2).cast(pl.Int64, strict=False) * 60 + zone.str.slice(3, 2).cast(pl.Int64, strict=False)
    return pl.duration(minutes=(pl.when(zone.str.starts_with("-")).then(-minutes).otherwise(minutes)).fill_null(0))

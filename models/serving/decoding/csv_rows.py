"""A CSV file of raw inputs."""

from typing import ClassVar

from models.artifact.samples.read import Items
from models.artifact.signature import Signature
from models.core.errors import Fault, InputError
from models.serving.decoding import FILE, BodyFormat
from models.serving.extras import Extras


class CsvRows(BodyFormat):
    """Rows as CSV, the first line the names of the columns; read as the data was that the model was trained on."""

    name = "csv"
    rank = 30
    media_types = ("text/csv",)
    documented: ClassVar = {"text/csv": {**FILE, "description": "The first line names the model's columns, in any order."}}
    is_quick = False

    def decode(self, body: bytes, signature: Signature, extras: Extras) -> Items:
        if signature.input.columns is None:
            raise InputError([Fault("", "expected rows of numbers as application/json: CSV needs column names, which this model lacks")])
        # polars is imported where a body is CSV, not at the start of the API.
        from models.serving.csv_body import rows_of_csv

        return rows_of_csv(body, signature.input, extras)

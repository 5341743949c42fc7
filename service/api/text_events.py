"""Generated texts: what a response and the events of a stream say."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from models.core.schema_name import SchemaName
from service.api.streams import stream_of
from service.store.event_data import EventData


class TextStartData(EventData):
    """The beginning of a generated text: what it continues, and how symbols are drawn."""

    event: ClassVar[str] = "start"

    model: str = Field(description="The model version.")
    seed: str = Field(description="Text that is continued, as sent; a piece of the training text if none was sent.")
    window: str = Field(description="The last window of the seed as the model reads it: after cleaning, and with markers for unknown symbols.")
    seed_number: int = Field(description="Seed of the random draws; the same number, seed and temperature give the same text.")
    temperature: float = Field(description="Temperature of the draws.")
    by: Annotated[Literal["steps", "windows"], SchemaName("GenerationWay", "How a network is run for each symbol.")] = Field(
        description="steps: one step of the network per symbol; windows: a whole window per symbol, for networks without a single-step form."
    )


class TextSymbolData(EventData):
    """The next piece of the text: a letter, or a word with the space before it."""

    event: ClassVar[str] = "symbol"

    text: str = Field(description="The piece, to be appended to the text so far.")


class TextEndData(EventData):
    """The end of a text that is complete. A stream that ends without it was cut off."""

    event: ClassVar[str] = "end"

    symbols: int = Field(description="Number of letters or words of the text.")


class TextErrorData(EventData):
    """The reason for which a text ends early."""

    event: ClassVar[str] = "error"

    detail: str = Field(description="What failed, and what to do about it.")


#: What the events of a generated text may say, in order.
TEXT_EVENTS: tuple[type[EventData], ...] = (TextStartData, TextSymbolData, TextEndData, TextErrorData)
#: An event of a generated text.
TextEvent = stream_of("TextEvent", TEXT_EVENTS)

"""Counts of the letters and words of texts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from models.core.errors import Fault, InputError
from models.core.tensors import IMAGE, shape_text
from models.datasets.data_set import DataSet, PartName
from models.datasets.raw_preview import require_part
from models.preprocessing.symbols import Letters, Words, text_of

#: Most characters that are counted; more would take longer than a request may.
MAX_CHARACTERS = 10_000_000
#: Longest symbol that is shown whole, in characters: a file without blanks is one word.
MAX_SHOWN = 1_000
#: Characters that are counted at a time: other threads get their turn between two pieces.
PIECE = 65_536


@dataclass(frozen=True)
class Counting:
    """How texts are counted.

    Args:
        lower: Whether letters are counted in lower case, as by the field of the step `letters`.
        clean: Whether letters are counted after newlines and double spaces are replaced, as by the field of the step `letters`.
        most: Number of most frequent symbols that are returned.
        size: Size of a vocabulary of words, its marker included, of which the words outside are counted; None to count none.
    """

    lower: bool = False
    clean: bool = False
    most: int = 20
    size: int | None = None


@dataclass(frozen=True)
class Occurrences:
    """A symbol, shortened with an ellipsis where it is longer than `MAX_SHOWN`, and its number of occurrences."""

    symbol: str
    count: int


@dataclass(frozen=True)
class Vocabulary:
    """The symbols of texts as a step splits them.

    Args:
        n_symbols: Number of symbols, every occurrence counted.
        n_distinct: Number of distinct symbols: the size of a full vocabulary, without a marker for unknown symbols.
        n_once: Number of distinct symbols that occur once.
        most_frequent: The most frequent symbols; of equally frequent ones the first in the text.
    """

    n_symbols: int
    n_distinct: int
    n_once: int
    most_frequent: list[Occurrences]


@dataclass(frozen=True)
class TextCounts:
    """Counts of the texts of a part.

    Args:
        n_texts: Number of texts; 1 where the set is one text.
        n_characters: Number of characters, before cleaning.
        complete: Whether the whole part is counted, not only its first texts of `MAX_CHARACTERS` characters.
        letters: The letters, after cleaning.
        words: The words and punctuation marks.
        n_outside: Occurrences of words outside of a vocabulary of the wanted size; None where no size is wanted.
    """

    n_texts: int
    n_characters: int
    complete: bool
    letters: Vocabulary
    words: Vocabulary
    n_outside: int | None


def count_symbols(data_set: DataSet, part: PartName, counting: Counting, cache: Path | None) -> TextCounts:
    """Count the letters and words of a part.

    Args:
        data_set: A data set of texts.
        part: The training part before any split, or the set's own test part.
        counting: How to count.
        cache: As for `DataSet.load`.

    Raises:
        InputError: There is no such part, or the inputs are not texts.
        DataError: They cannot be loaded.
    """
    _require_texts(data_set)
    require_part(data_set, part)
    texts, complete = _texts(data_set, part, cache)
    letters, words = _counted(_letter_pieces(texts, counting)), _counted(_word_pieces(texts))
    kept = None if counting.size is None else sum(count for _, count in words.most_common(counting.size - 1))
    return TextCounts(
        n_texts=len(texts),
        n_characters=sum(map(len, texts)),
        complete=complete,
        letters=_vocabulary(letters, counting.most),
        words=_vocabulary(words, counting.most),
        n_outside=None if kept is None else words.total() - kept,
    )


def _require_texts(data_set: DataSet) -> None:
    inputs = data_set.describe().inputs
    if inputs.dtype != "str" or inputs.shape != ():
        found = "images" if inputs.dtype == IMAGE else f"inputs of shape {shape_text(inputs.shape)} and type {inputs.dtype}"
        detail = f"expected a data set of texts, got {found}; POST /v1/specs/parts counts classes and values"
        raise InputError([Fault("/path/dataset_id", detail)])


def _texts(data_set: DataSet, part: PartName, cache: Path | None) -> tuple[list[str], bool]:
    """Return the first texts of a part, and whether they are all of it."""
    if data_set.describe().inputs.axis == "time":
        characters = data_set.first(MAX_CHARACTERS + 1, cache).inputs
        return [text_of(characters[:MAX_CHARACTERS])], len(characters) <= MAX_CHARACTERS
    data = data_set.load(cache)
    found = data.inputs if part == "train" else data.test_inputs
    texts = [] if found is None else found.tolist()
    first = list(_within(texts))
    return first, len(first) == len(texts)


def _within(texts: Iterable[str]) -> Iterator[str]:
    left = MAX_CHARACTERS
    for text in texts:
        left -= len(text)
        if left < 0:
            return
        yield text


def _letter_pieces(texts: Iterable[str], counting: Counting) -> Iterator[str]:
    step = Letters(step="letters", lower=counting.lower, clean=counting.clean)
    for text in texts:
        symbols = step.symbols(text)
        yield from (symbols[start : start + PIECE] for start in range(0, len(symbols), PIECE))


def _word_pieces(texts: Iterable[str]) -> Iterator[list[str]]:
    step = Words(step="words")
    for text in texts:
        yield from (step.symbols(piece) for piece in _whole_words(text))


def _whole_words(text: str) -> Iterator[str]:
    """Yield a text in pieces that end with a whole word."""
    start = 0
    while start < len(text):
        end = start + PIECE
        while end < len(text) and not text[end].isspace():
            end += 1
        yield text[start:end]
        start = end


def _counted(pieces: Iterable[Iterable[str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for piece in pieces:
        counts.update(piece)
    return counts


def _vocabulary(counts: Counter[str], most: int) -> Vocabulary:
    frequent = [Occurrences(symbol if len(symbol) <= MAX_SHOWN else symbol[:MAX_SHOWN] + "…", count) for symbol, count in counts.most_common(most)]
    return Vocabulary(counts.total(), len(counts), sum(count == 1 for count in counts.values()), frequent)

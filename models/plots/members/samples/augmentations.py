"""Images as training changed them at random."""

from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.some_samples import caption_of, some_samples
from models.plots.tiles import Tile, draw_tiles, size_of, tiles_of
from models.preparing.augmentation.draws import IMAGE_AXES, Changes, Turn, Values, draw_turns
from models.preparing.augmentation.preview import changed
from models.preparing.raw import Raw
from models.specs.augmentation import Augmentation

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Images that are shown, each as loaded and then as in the first rounds of training; and letters of a line of a caption.
N_IMAGES, N_ROUNDS, N_LETTERS = 3, 5, 16
#: A space at which no line ends.
UNBROKEN = "\u00a0"


class AugmentationsNumbers(Numbers):
    """Images row by row: as loaded, then as changed in the first rounds of training."""

    images: list[Tile]
    n_rounds: int
    changes: list[str] = Field(description="The changes that the job draws, with their ranges.")


class AugmentationsPlot(Plot[Run, AugmentationsNumbers]):
    """Training images as loaded, and as the first rounds of training changed them, with what was drawn for each."""

    name, title, subject, form, rank = "augmentations", "images changed at random", Run, AugmentationsNumbers, 62
    shows_data = True

    def applies(self, subject: Run) -> bool:
        return subject.has_model and bool((subject.stored_spec.get("training") or {}).get("augmentation"))

    def numbers(self, subject: Run) -> AugmentationsNumbers:
        spec = subject.spec
        augmentation = spec.training.augmentation if spec.training else None
        if augmentation is None:
            raise TypeError("expected a spec with augmentation, got one without")
        samples = some_samples(subject, N_IMAGES, parts=("train",))
        images, values = _prepared(subject, samples.raw)
        tiles, captions = [], []
        for position, index in enumerate(samples.indices):
            rounds, indices = np.arange(N_ROUNDS), np.full(N_ROUNDS, index)
            turn, lifts = draw_turns(augmentation, spec.seed, rounds, indices, (images.shape[1], images.shape[2]))
            one = images[position : position + 1]
            drawn = changed(one.repeat(N_ROUNDS, axis=0), Changes(turn.moves(*images.shape[1:3]), lifts), augmentation, values)
            tiles.append(np.concatenate([one, drawn]))
            captions += [caption_of(samples, position), *(_said(turn, lifts, number) for number in range(N_ROUNDS))]
        shades = (np.concatenate(tiles) - values.low) / (values.span or 1.0)
        shown = shades if shades.shape[-1] == 3 else shades[..., :1]
        return AugmentationsNumbers(images=tiles_of(shown, captions), n_rounds=N_ROUNDS, changes=_ranges(augmentation))

    def draw(self, figure: "Figure", numbers: AugmentationsNumbers) -> None:
        n_columns = numbers.n_rounds + 1
        n_lines = max(image.caption.count("\n") + 1 for image in numbers.images)
        figure.set_size_inches(size_of(len(numbers.images), n_columns, n_lines))
        draw_tiles(figure.add_subplot(), numbers.images, n_columns, n_lines)

    def caption(self, numbers: AugmentationsNumbers) -> str:
        text = f"The first image of each row is as loaded, the others as in the first {numbers.n_rounds} rounds of training"
        return f"{text}. Drawn are {', '.join(numbers.changes)}."


def _prepared(run: Run, raw: Raw) -> tuple[Array, Values]:
    """Return samples of the first input of prepared images, and the range of the values of the first training images."""
    prepared = run.predictor.prepare(raw.input_arrays)
    name = next(name for name, array in prepared.items() if array.ndim == IMAGE_AXES)
    first = run.raw_parts["train"].rows(slice(100)).loaded()
    return prepared[name], Values.of(run.predictor.prepare(first.input_arrays)[name])


def _said(turn: Turn, lifts: Array, number: int) -> str:
    """Return what was drawn for an image, in lines."""
    degrees, right, down, zoom, shear = (float(np.asarray(value)[number]) for value in (turn.degrees, turn.right, turn.down, turn.zoom, turn.shear))
    said = {
        f"turned {degrees:.0f}°": abs(degrees) >= 0.5,
        "mirrored": float(np.asarray(turn.mirror)[number]) < 0,
        "upside down": float(np.asarray(turn.upend)[number]) < 0,
        f"{'right' if right > 0 else 'left'} {abs(right):.1f}": abs(right) >= 0.05,
        f"{'down' if down > 0 else 'up'} {abs(down):.1f}": abs(down) >= 0.05,
        f"size × {zoom:.2f}": abs(zoom - 1) >= 0.005,
        f"slanted {shear:.0f}°": abs(shear) >= 0.5,
        f"brightness {float(lifts[number]):+.2f}": abs(float(lifts[number])) >= 0.005,
    }
    drawn = [text.replace(" ", UNBROKEN) for text, is_drawn in said.items() if is_drawn] or ["unchanged"]
    return "\n".join(wrap(", ".join(drawn), N_LETTERS)).replace(UNBROKEN, " ")


def _ranges(augmentation: Augmentation) -> list[str]:
    found = {
        f"rotations of up to {augmentation.rotation:g}°": augmentation.rotation,
        f"shifts to the side of up to {augmentation.width_shift:g} of the width": augmentation.width_shift,
        f"shifts up and down of up to {augmentation.height_shift:g} of the height": augmentation.height_shift,
        f"sizes of {1 - augmentation.zoom:g} to {1 + augmentation.zoom:g}": augmentation.zoom,
        f"slants of up to {augmentation.shear:g}°": augmentation.shear,
        "flips from left to right": augmentation.horizontal_flip,
        "flips upside down": augmentation.vertical_flip,
        f"up to {augmentation.brightness:g} of the range of values added or taken away": augmentation.brightness,
    }
    return [text for text, size in found.items() if size]

"""A job over images that are larger than what is kept in memory takes little of it: the benchmark, scaled down."""

from pathlib import Path

from benchmarks.large_data import measured

#: Encoded size of the images, in GiB; and their edge when they are prepared, in pixels: together they have 600 MB then.
SIZE_GIB, EDGE = 0.12, 224
#: Most memory of the job, TensorFlow included, in GiB: with all samples in memory it takes more than two.
MOST_GIB = 1.0


def test_a_job_over_many_photographs_takes_little_memory(tmp_path: Path) -> None:
    rate, peak = measured(tmp_path, SIZE_GIB, EDGE)
    assert rate > 0
    assert 0.3 < peak < MOST_GIB

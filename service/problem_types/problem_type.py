"""One kind of problem: the `type` of a problem document (RFC 9457)."""

from dataclasses import dataclass

#: Path of the pages of problems.
PROBLEMS_PATH = "/problems"
#: Content type of problem documents.
PROBLEM_MEDIA = "application/problem+json"


@dataclass(frozen=True)
class ProblemType:
    """A kind of problem.

    Args:
        slug: Its name in `/problems/{slug}`: lower-case words with hyphens.
        status: HTTP status of its responses.
        title: Short name, the same for every occurrence.
        cause: When it is reported.
        cure: What the caller, or an administrator, can do.
    """

    slug: str
    status: int
    title: str
    cause: str
    cure: str

    @property
    def path(self) -> str:
        """Return the path of its page."""
        return f"{PROBLEMS_PATH}/{self.slug}"

"""Callers of the API of a simulated installation: they submit jobs, ask again when no answer comes, cancel, stop, pause and resume."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from service.errors import Conflict
from service.store.jobs import Jobs
from service.store.new_job import NewJob
from service.store.pauses import Pauses
from service.store.rows import Job
from tests.simulation.installation import QUEUE, Installation
from tests.simulation.programs import Program
from tests.simulation.scheduler import Machine

T = TypeVar("T")

#: Jobs of a seed, and the seconds within which they are submitted.
N_JOBS, SUBMITTED_WITHIN_S = (2, 5), 6.0
#: Seconds after its submission within which a job is changed.
CHANGED_WITHIN_S = 8.0
#: Seconds until a caller asks again.
AGAIN_S = 1.0


class Callers:
    """Those of one API process.

    Args:
        here: The installation.

    Attributes:
        submitted: The jobs that were acknowledged, by number.
        asked: What was asked of jobs, by id.
        n_open: Callers that have not finished.
    """

    def __init__(self, here: Installation) -> None:
        self._here, self._world = here, here.world
        self._process = here.world.new_process("api", Machine())
        self.submitted: dict[int, Job] = {}
        self.programs: dict[str, Program] = {}
        self.asked: dict[str, set[str]] = {}
        self.n_jobs = self.n_open = here.world.random.randint(*N_JOBS)

    def start(self) -> None:
        """Let all callers begin."""
        for number in range(self.n_jobs):
            self._world.spawn(self._process, f"caller {number}", lambda number=number: self._call(number))

    def _call(self, number: int) -> None:
        random = self._world.random
        program, owner = Program.drawn(random), random.choice(["ada", "bob"])
        self._world.sleep(random.random() * SUBMITTED_WITHIN_S)
        jobs, queue = Jobs(self._here.database, owner), self._here.queue()
        new = NewJob(program.spec, f"model-{number % 3}", None, QUEUE, f"key-{number}", "0" * 64, priority=random.choice([-1, 0, 0, 5]))
        job, _ = self._until_answered(lambda: jobs.create(new))
        self.submitted[number], self.programs[job.id] = job, program
        queue.wake(QUEUE)
        self._world.note(f"job {job.id[-6:]} is submitted: {program}")
        for _ in range(random.choice([0, 0, 1, 1, 2])):
            self._world.sleep(random.random() * CHANGED_WITHIN_S)
            self._change(owner, job, program)
        self.n_open -= 1

    def _change(self, owner: str, job: Job, program: Program) -> None:
        """Make a change of a job; 409 is an answer, too."""
        jobs, pauses = Jobs(self._here.database, owner), Pauses(self._here.database, owner)
        changes = {"cancel": jobs.request_cancel, "stop": jobs.request_stop, "pause": pauses.request, "resume": pauses.resume}
        asked = ["cancel", "pause", "pause", "resume", *["stop"] * program.is_search]
        self._ask(changes, self._world.random.choice(asked), job)

    def _ask(self, changes: dict[str, Callable[[str], Job]], change: str, job: Job) -> None:
        self.asked.setdefault(job.id, set()).add(change)
        try:
            answered = self._until_answered(lambda: changes[change](job.id))
            self._world.note(f"job {job.id[-6:]}: {change} is answered, {answered.state}")
        except Conflict as error:
            self._world.note(f"job {job.id[-6:]}: {change} is refused: {error}")
        else:
            if change == "pause":
                self._world.sleep(self._world.random.random() * CHANGED_WITHIN_S)
                self._ask(changes, "resume", job)

    def _until_answered(self, call: Callable[[], T]) -> T:
        """Make a call again until it is answered; its caller cannot know what those without answer have done."""
        while True:
            try:
                return call()
            except SQLAlchemyError:
                self._world.sleep(AGAIN_S)

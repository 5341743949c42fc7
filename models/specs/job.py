"""The job spec."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, create_model
from typing_extensions import TypeAliasType

from models.core.part import Part
from models.core.schema_name import SchemaName
from models.preprocessing import AnyStep
from models.specs.data import DataSpec
from models.specs.layers import AnyLayer
from models.specs.layers.base import LayerName
from models.specs.model import AnyModel
from models.specs.tasks import DEFAULT_TASK, JOB_TASKS, TASKS
from models.specs.tasks.folding import Folding
from models.specs.tasks.task import Task
from models.specs.training import FOR_ALL, PER_PORT, Patterns, Training, form_of
from models.specs.versions import VersionedSpec

#: Most layers removed or appended: as many as a model may have.
MAX_CHANGED = 500


#: Where golden examples come from: the data, or draws.
GoldenSource = Annotated[Literal["real", "synthetic"], SchemaName("GoldenSource", "Where golden examples come from: the data, or draws.")]


class ShareLayers(Part):
    """A registered network, and the layers that the job's network shares with it."""

    model: str = Field(max_length=200, description="Registered network that layers are shared with, such as digits or digits@3.")
    layers: Patterns = Field(min_length=1, description="Patterns of layer names in both networks, such as dense_1 or conv*.")


class StartFrom(Part):
    """A registered network to start from, and which of its layers are changed or not trained."""

    model: str = Field(max_length=200, description="Registered network that training starts from, such as digits@3.")
    freeze: Patterns = Field(default_factory=list, description="Name patterns of its layers that are not trained, such as conv*.")
    drop_last: int = Field(0, ge=0, le=MAX_CHANGED, description="Number of its last layers that are removed.")
    append: list[AnyLayer] = Field(
        default_factory=list, max_length=MAX_CHANGED, description="Layers appended after the last one kept, with new weights."
    )

    @property
    def changes_layers(self) -> bool:
        """Tell whether the job's network differs from that of the model."""
        return bool(self.drop_last or self.append)


MAX_PREPROCESSING_STEPS = 50

Steps = Annotated[list[AnyStep], Field(max_length=MAX_PREPROCESSING_STEPS)]
StepsByName = TypeAliasType("StepsByName", Annotated[dict[LayerName, Steps], Field(description="Steps in order, by the name of an input or output.")])
AnySteps = Annotated[Annotated[Steps, Tag(FOR_ALL)] | Annotated[StepsByName, Tag(PER_PORT)], Discriminator(form_of)]


class Preprocessing(Part):
    """Steps applied to inputs and targets before the model, and inverted on its predictions."""

    inputs: AnySteps = Field(default_factory=list, description="Steps over the inputs, in order; for several inputs by the name of each.")
    targets: AnySteps = Field(
        default_factory=list, description="Steps over the targets, inverted on predictions; for several outputs by the name of each."
    )

    @property
    def every_input_step(self) -> list[AnyStep]:
        """Return the steps over all inputs."""
        return [step for steps in self.inputs.values() for step in steps] if isinstance(self.inputs, dict) else self.inputs

    def input_steps_of(self, name: str) -> list[AnyStep]:
        """Return the steps over an input."""
        return self.inputs.get(name, []) if isinstance(self.inputs, dict) else self.inputs

    def target_steps_of(self, name: str) -> list[AnyStep]:
        """Return the steps over the targets of an output."""
        return self.targets.get(name, []) if isinstance(self.targets, dict) else self.targets


class Resources(Part):
    """What a job may use."""

    device: Literal["auto", "cpu", "gpu"] = Field("auto", description="Kind of device; auto uses the CPU queue.")
    time_limit_s: int = Field(3600, ge=1, le=7 * 24 * 3600, description="Time after which the job is stopped and fails, in seconds.")
    memory_gb: float | None = Field(
        None, ge=0.5, le=65536, description="Memory above which the job is stopped and fails, in GiB; the share of a worker's slot when left out."
    )


class ArtifactOptions(Part):
    """What the artifact of the model holds."""

    golden: GoldenSource = Field(
        "real",
        description="Examples that every runtime replays before it serves the model. real: samples of the data, raw; synthetic: samples that are "
        "drawn from the ranges and categories of the columns, so that the file holds none of the data's.",
    )


class CheckpointRef(Part):
    """A checkpoint of a job."""

    job: str = Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$", description="Id of the job.")
    epoch: int = Field(ge=1, le=1_000_000, description="Epoch of the checkpoint.")


def _start_tag(value: Any) -> str:
    return "an object" if isinstance(value, dict | StartFrom) else "a reference"


Reference = Annotated[str, Field(max_length=200)]
AnyStart = Annotated[Annotated[Reference, Tag("a reference")] | Annotated[StartFrom, Tag("an object")], Discriminator(_start_tag)]


if TYPE_CHECKING:
    TaskName = str  # A type checker cannot read the registry.
else:
    TaskName = Literal[tuple(JOB_TASKS)]


def _model_may_follow(schema: dict[str, Any]) -> None:
    """Let requests leave out the model: it may follow from `start_from`, and is written out before a spec is validated."""
    schema["required"].remove("model")


class _JobSpec(VersionedSpec):
    """Everything that determines a training run."""

    model_config = ConfigDict(json_schema_extra=_model_may_follow)

    task: TaskName = Field(DEFAULT_TASK, description="What the job does.")
    seed: int = Field(42, ge=0, lt=2**31, description="Seed of every random draw.")
    start_from: AnyStart | None = Field(
        None,
        description="Registered network of the same architecture that training continues from, such as digits@3; or an object that says which "
        "of its layers are changed or not trained.",
    )
    share_layers_with: ShareLayers | None = Field(
        None, description="Registered network to share layers with: they start with its weights, and a new version of it gets the trained ones."
    )
    from_checkpoint: CheckpointRef | None = Field(
        None, description="Checkpoint of a job of the same spec that is evaluated and registered instead of training."
    )
    data: DataSpec = Field(description="Where the samples come from.")
    preprocessing: Preprocessing = Field(default_factory=Preprocessing, description="Steps before and after the model.")
    model: AnyModel = Field(description="The model that is trained; left out where it follows from start_from.")
    training: Training | None = Field(None, description="How a network is fitted; left out for scikit-learn models.")
    artifact: ArtifactOptions = Field(default_factory=ArtifactOptions, description="What the artifact of the model holds.")
    resources: Resources = Field(default_factory=Resources, description="What the job may use.")

    @property
    def validates_on_test(self) -> bool:
        """Tell whether each epoch is validated on the test part."""
        return bool(self.training and self.training.validation and self.training.validation.part == "test")

    @property
    def origin_ref(self) -> str | None:
        """Return the reference of the model that the job starts from; None for new weights."""
        return self.start_from.model if isinstance(self.start_from, StartFrom) else self.start_from

    @property
    def task_facts(self) -> type[Task]:
        """Return the class of the task."""
        return TASKS[self.task]

    @property
    def section(self) -> Part | None:
        """Return the section of the task; None where there is none."""
        return self.section_of(self.task)

    def section_of(self, task: str) -> Part | None:
        """Return the section of a task; None where it is not given, or the task has none."""
        field = TASKS[task].section
        return getattr(self, field) if field else None

    @property
    def folding(self) -> Folding | None:
        """Return the section of a task that fans out; None for other tasks."""
        section = self.section
        return section if isinstance(section, Folding) else None

    def n_fits(self, folds: bool = True) -> int:
        """Return the number of models the job fits, without the final one of a search.

        Args:
            folds: Whether each candidate is fitted to every fold; a clusterer is fitted once to all samples.
        """
        return self.folding.n_fits(folds) if self.folding else 1


def _sections() -> dict[str, Any]:
    """Return a field for the section of each task.

    The section of a plug-in's task is written only where given, so that other specs can be read without the plug-in.
    """
    sections = {}
    for task in JOB_TASKS.values():
        if task.section:
            is_ours = task.__module__.startswith(__name__.partition(".")[0] + ".")
            field = Field(None, description=task.description, exclude_if=None if is_ours else lambda section: section is None)
            sections[task.section] = (task.section_form | None, field)
    return sections


if TYPE_CHECKING:
    JobSpec = _JobSpec  # A type checker cannot read the registry.
else:
    JobSpec = create_model("JobSpec", __base__=_JobSpec, __module__=__name__, __doc__=_JobSpec.__doc__, **_sections())

"""Where the figures of an owner's things are: they are files only, beside what they are of."""

from pathlib import Path

from sqlalchemy import Connection, func, select

from models.core.files import PLOTS, SWEEP
from service.store.files import Files
from service.store.tables import jobs, versions
from service.store.transitions import ENDED
from service.store.upload_tables import datasets


def figure_folders(connection: Connection, files: Files, owner: str) -> list[Path]:
    """Return the folders with the figures of an owner's models, jobs without one, sweeps and data sets, also of what is deleted and not gone.

    Not all of them exist.

    Args:
        connection: A transaction.
        files: Where the files are.
        owner: The owner.
    """
    artifacts = connection.execute(select(versions.c.artifact).where(versions.c.owner == owner)).scalars()
    folders = [files.path(artifact).parent for artifact in artifacts]
    without = ~select(versions.c.job_id).where(versions.c.job_id == jobs.c.id).exists()
    bare = select(jobs.c.id).where(jobs.c.owner == owner, ENDED, without)
    folders += [files.job_folder(job_id) for job_id in connection.execute(bare).scalars()]
    swept = select(func.min(jobs.c.id)).where(jobs.c.owner == owner, jobs.c.sweep.is_not(None)).group_by(jobs.c.sweep)
    folders += [files.job_folder(job_id) / SWEEP for job_id in connection.execute(swept).scalars()]
    folders += [files.dataset_folder(one) for one in connection.execute(select(datasets.c.id).where(datasets.c.owner == owner)).scalars()]
    return [folder / PLOTS for folder in folders]

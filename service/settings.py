"""Settings, read from the environment once, where a process starts."""

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.artifact.samples.bounds import MAX_ITEMS
from models.core.model_reference import alias_fault

#: A mebibyte, in bytes.
MIB = 1024 * 1024


class Settings(BaseSettings):
    """Settings of an installation. Each is the environment variable MODELBOOK_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="MODELBOOK_", frozen=True, hide_input_in_errors=True)

    database_url: str = Field(
        "sqlite:///data/modelbook.db", repr=False, description="SQLAlchemy URL: sqlite:///file or postgresql://user:password@host/name."
    )
    broker_url: str = Field("redis://127.0.0.1:6379/0", repr=False, description="URL of the Redis or Valkey server that wakes workers.")
    files: Path = Field(Path("data/files"), description="Folder, shared by API and workers, for artifacts and snapshots.")
    cache: Path = Field(
        Path("data/cache"), description="Folder of one machine for unpacked data sets and copies of models; may be deleted at any time."
    )
    max_body_bytes: int = Field(32 * MIB, ge=1024, description="Largest request body taken, in bytes.")
    max_upload_bytes: int = Field(1024 * MIB, ge=1024, description="Largest body of an uploaded data set, in bytes.")
    max_resumable_bytes: int = Field(64 * 1024 * MIB, ge=1024, description="Largest file of a resumable upload, in bytes.")
    upload_ttl_s: float = Field(86400.0, gt=0, description="Seconds in which a resumable upload must be whole; it is deleted then.")
    undo_days: float = Field(7.0, ge=0, description="Days for which a deletion can be undone; 0 removes the files at once.")
    retention_failed_days: float = Field(
        0.0, ge=0, description="Days after which failed and cancelled jobs are deleted, as if by their owners; 0 keeps them."
    )
    retention_checkpoints: int = Field(
        0,
        ge=0,
        description="Newest checkpoints that are kept, and the best one, of each job that ended more than MODELBOOK_UNDO_DAYS ago; 0 for all.",
    )
    retention_versions: int = Field(
        0, ge=0, description="Newest versions that are kept of each model, and those that something needs, such as an alias; 0 for all."
    )
    hosts: str = Field("", description="Host names, besides those of loopback, under which the API may be called, by commas; *.name for names below.")
    root_path: str = Field("", description="Prefix of all paths under which a proxy publishes the API, such as /mb; whether it strips it or not.")
    cors_origins: str = Field(
        "", description="Origins of web pages that may call the API, by commas, such as https://app.example.org; * for all where keys are required."
    )
    keys: Literal["auto", "required"] = Field("auto", description="Whether requests need a key: auto for those from elsewhere, required for all.")
    admin_key_file: Path | None = Field(None, description="File whose first line is a key with the scope admin, for containers.")
    oidc_issuer: str = Field("", description="URL of an OpenID Connect issuer whose tokens are taken besides keys.")
    oidc_audience: str = Field("", description="Audience that its tokens must be issued for.")
    oidc_jwks_url: str = Field("", description="URL of its keys; that of its discovery document when left out.")
    oidc_owner_claim: str = Field("sub", min_length=1, description="Claim of a token that names the owner.")
    oidc_scope_prefix: str = Field("", description="Beginning of the scopes in a token that are ours, such as modelbook: for modelbook:read.")
    max_header_bytes: int = Field(64 * 1024, ge=1024, description="Most bytes of a request's line and headers together.")
    max_headers: int = Field(100, ge=1, description="Most header lines of a request.")
    header_timeout_s: float = Field(10.0, gt=0, description="Seconds in which the headers of a request must arrive.")
    body_timeout_s: float = Field(30.0, gt=0, description="Seconds that a caller may pause while it sends a body or takes a response.")
    keep_alive_s: float = Field(75.0, gt=0, description="Seconds that a connection may wait for its next request.")
    max_connections: int = Field(1536, ge=1, description="Most connections of one API process.")
    max_requests: int = Field(256, ge=1, description="Most requests that one API process works on at a time.")
    reading_seconds: float = Field(600.0, gt=0, description="Longest time to read one uploaded file, in seconds.")
    reading_memory_bytes: int = Field(384 * MIB, ge=MIB, description="Most memory to read one uploaded file, in bytes.")
    trusted_proxies: str = Field(
        "127.0.0.0/8,::1", description="Proxies whose X-Forwarded headers are believed, by commas: IP addresses, or networks such as 10.0.0.0/8."
    )
    address_requests_per_s: float = Field(
        1000.0, ge=0, description="Requests a second of one client address that one API process takes, on average over 10 s; 0 for no limit."
    )
    key_requests_per_s: float = Field(
        1000.0, ge=0, description="Requests a second with one key that one API process takes, on average over 10 s; 0 for no limit."
    )
    queued_jobs: int = Field(1000, ge=0, description="Most queued or paused jobs of one owner; 0 for no limit.")
    stored_bytes: int = Field(0, ge=0, description="Most bytes that one owner stores; 0 for no limit.")
    prediction_rows: int = Field(MAX_ITEMS, ge=1, le=MAX_ITEMS, description="Most rows of one prediction.")
    max_streams: int = Field(1000, ge=1, description="Most event streams of one API process.")
    streams_per_owner: int = Field(
        20, ge=0, description="Most event streams, generated texts and waits for a job that one owner has open in one API process; 0 for no limit."
    )
    webhook_hosts: str = Field(
        "",
        description="Hosts to which notices of jobs may be sent, by commas; *.name for names below, * for all; private addresses only as 10.0.0.0/8.",
    )
    default_ref: str = Field(
        "", description="Alias that the bare name of a model means, such as champion, where the model has it; the newest version when left out."
    )
    queued_rows: int = Field(50_000, ge=1, description="Most rows that wait for one model in one API process; a single request may have more.")
    predictor_cache_bytes: int = Field(512 * MIB, ge=MIB, description="Memory for loaded models in one API process, in bytes.")
    session_ttl_s: float = Field(600.0, gt=0, description="Seconds without a call after which a session with a stateful model is forgotten.")
    max_sessions: int = Field(1_000, ge=1, description="Most sessions with stateful models at a time.")
    sessions_per_owner: int = Field(500, ge=0, description="Most sessions with stateful models that one owner has open; 0 for no limit.")
    log_format: Literal["console", "json"] = Field("console", description="Form of the records of the log: console for people, json for programs.")
    access_log: bool = Field(False, description="Whether each answered request is logged: method, route, status, time, bytes and owner.")
    traces_url: str = Field(
        "", description="Collector that takes traces over OTLP/HTTP, such as http://127.0.0.1:4318, for the extra otel; none are made when left out."
    )
    traced_requests: float = Field(
        0.01, ge=0, le=1, description="Part of the requests that are traced; those that submit jobs all are, and those whose traceparent says so."
    )
    log_max_bytes: int = Field(
        50 * MIB, ge=64 * 1024, description="Size of a log of `modelbook up` from which it is begun anew, in bytes; the last five are kept."
    )
    lease_s: float = Field(20.0, gt=0, description="Seconds a worker owns a job without a sign of life before others may take it.")
    max_losses: int = Field(3, ge=1, description="How often a job may be lost with its worker before it fails.")
    grace_s: float = Field(10.0, gt=0, description="Seconds a job has to stop by itself before it is killed.")
    database_patience_s: float = Field(
        300.0, ge=0, description="Seconds that running jobs and workers wait for a database that does not answer, before they give up."
    )
    snapshot_every_s: float = Field(
        5.0, ge=0, description="Seconds of training from one resume point to the next: the most that is repeated after a loss."
    )
    reap_every_s: float = Field(5.0, gt=0, description="Seconds from one look for lost jobs and messages to the next.")
    running_jobs: int = Field(0, ge=0, description="Most running jobs of an owner, others stay queued; a search counts once. 0 for no limit.")
    cpu_seconds_a_day: float = Field(
        0.0, ge=0, description="CPU seconds that an owner's jobs may use on a day (UTC) before the others stay queued; 0 for no limit."
    )
    worker_slots: int = Field(1, ge=1, le=64, description="Jobs one worker runs at a time.")
    worker_queues: str = Field("cpu", description="Queues a worker takes jobs from, by commas: cpu, gpu.")
    worker_gpus: str = Field("", description="Ids of the GPUs a worker hands to its jobs, by commas; each slot takes one in turn.")
    worker_memory_bytes: int = Field(
        0, ge=0, description="Memory of a worker for its jobs, in bytes, shared by its slots; the API's is that of the smallest. 0: the machine's."
    )
    job_threads: int = Field(0, ge=0, description="CPU threads of one job; 0 shares the machine's cores among the slots.")
    job_network: Literal["auto", "open"] = Field(
        "auto",
        description="Network of jobs: auto for none, but for data that is downloaded on its first use; open for all, which a plug-in may need.",
    )
    job_file_bytes: int = Field(64 * 1024 * MIB, ge=MIB, description="Largest file that a job may write, in bytes.")
    job_open_files: int = Field(4096, ge=256, description="Most files that a job may have open.")
    job_processes: int = Field(
        4096, ge=0, description="Most processes and threads that a job may start; the system counts those of its user. 0 for no limit."
    )

    @field_validator("database_url")
    @classmethod
    def _psycopg_3(cls, url: str) -> str:
        """Use the installed driver for the plain scheme postgresql://, and refuse other databases."""
        if not url.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:", "postgres:")):
            raise ValueError("expected a URL that begins with sqlite:/// or postgresql://")
        return url.replace("postgresql://", "postgresql+psycopg://", 1).replace("postgres://", "postgresql+psycopg://", 1)

    @field_validator("default_ref")
    @classmethod
    def _sound_alias(cls, alias: str) -> str:
        """Refuse what no alias can be called: it would have no effect."""
        fault = alias_fault(alias) if alias else None
        if fault is not None:
            raise ValueError(fault)
        return alias

    @field_validator("worker_queues")
    @classmethod
    def _known_queues(cls, queues: str) -> str:
        """Refuse a queue that no job is put into: a worker of it would wait for ever."""
        names = [name.strip() for name in queues.split(",")]
        if not set(names) <= {"cpu", "gpu"}:
            raise ValueError(f"expected cpu, gpu, or both by commas, got {queues!r}")
        return ",".join(dict.fromkeys(names))

    @field_validator("traces_url")
    @classmethod
    def _http(cls, url: str) -> str:
        """Refuse other URLs here: the exporter would only fail, later and again and again."""
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("expected a URL that begins with http:// or https://")
        return url

    @field_validator("broker_url")
    @classmethod
    def _redis(cls, url: str) -> str:
        """Refuse other URLs here: libraries take one for another broker, and log its password as a part of a host name."""
        if not url.startswith(("redis://", "rediss://")):
            raise ValueError("expected redis://:password@host:port/number, or rediss:// with TLS, got something else")
        return url

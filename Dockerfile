# syntax=docker/dockerfile:1
# Three images from one file:
#   docker build --target api        -t modelbook-api .
#   docker build --target worker     -t modelbook-worker .
#   docker build --target worker-gpu -t modelbook-worker-gpu .
# None holds a password or a URL; settings come from the environment (MODELBOOK_...), see README.md.

# A release names a digest, python:3.11-slim@sha256:...: docs/releases.md says how to find it.
ARG PYTHON_IMAGE=python:3.11-slim

FROM ${PYTHON_IMAGE} AS base
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONSAFEPATH=1 \
    ORT_DISABLE_TELEMETRY=1 \
    PATH=/opt/venv/bin:$PATH

# ---- Builders: a virtual environment from a lock file, each wheel checked against its hash, then the package itself.

FROM base AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/venv

FROM build AS build-api
COPY requirements/api.lock requirements/
RUN pip install --require-hashes --only-binary :all: -r requirements/api.lock
COPY . .
RUN pip install --no-deps ./client/python .

FROM build AS build-worker
COPY requirements/worker.lock requirements/
RUN pip install --require-hashes --only-binary :all: -r requirements/worker.lock
COPY . .
RUN pip install --no-deps ./client/python .

# ---- Images: the base, a user without rights, and the environment. No source, no compiler, no pip cache.

FROM base AS runtime
# A fixed id, so that API and workers may share a volume. The folders exist so that new volumes take over their owner.
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin modelbook \
    && install -d -m 0700 -o modelbook -g modelbook /var/lib/modelbook/files /var/lib/modelbook/cache
# The root of a container may be read-only: libraries keep what they like to write, such as caches of fonts, in the temporary folder.
ENV MODELBOOK_FILES=/var/lib/modelbook/files \
    MODELBOOK_CACHE=/var/lib/modelbook/cache \
    MPLCONFIGDIR=/tmp/matplotlib \
    KERAS_HOME=/tmp/keras
WORKDIR /var/lib/modelbook
USER 10001

FROM runtime AS api
COPY --from=build-api /opt/venv /opt/venv
EXPOSE 8000
# The empty proxy handler keeps a proxy set in the environment out of a call to this very container.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({})).open('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["modelbook", "api", "--host", "0.0.0.0"]

FROM runtime AS worker
COPY --from=build-worker /opt/venv /opt/venv
ENV TF_CPP_MIN_LOG_LEVEL=3
CMD ["python", "-P", "-m", "workers"]

# TensorFlow's wheel is the same with and without a GPU; the extra "and-cuda" adds NVIDIA's CUDA and cuDNN wheels, which
# TensorFlow finds beside itself in site-packages. So the host needs its driver and the NVIDIA Container Toolkit, but no
# CUDA. TensorFlow keeps the locked version; the CUDA wheels are in no lock file, TensorFlow's own bounds choose them.
FROM worker AS worker-gpu
USER 0
RUN pip install --no-cache-dir --disable-pip-version-check \
    "tensorflow[and-cuda]==$(python -c 'from importlib.metadata import version; print(version("tensorflow"))')"
USER 10001
# A worker hides every GPU from its jobs but those named in MODELBOOK_WORKER_GPUS.
ENV MODELBOOK_WORKER_QUEUES=gpu \
    MODELBOOK_WORKER_GPUS=0 \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility

# Everything runs in .venv, made from the lock file. PYTHON is any Python 3.11 to 3.13.
PYTHON ?= python3
PORT ?= 8000
SEEDS ?= 1000
BIN := .venv/bin
DONE := .venv/.installed
# Packages of Node.js, which itself is one of the environment.
PACKAGES := client/typescript/node_modules/.installed tests/tools/node_modules/.installed

.DEFAULT_GOAL := help
.PHONY: help install tools up demo test test-unit check ci chaos walk bench bench-rivals soak-serving soak reproduce figures simulate fuzz cases openapi estimators audit release containers lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

install: $(DONE) ## Set up .venv from the lock file

# The client is last: where an earlier server had the command `modelbook`, taking that away takes away the client's.
$(DONE): requirements/dev.lock pyproject.toml client/python/pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e client/python
	@touch $(DONE)

tools: $(PACKAGES)
	@sh tests/tools/system-packages.sh

%/node_modules/.installed: %/package.json %/package-lock.json $(DONE)
	cd $* && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

up: install ## Run the whole service here and open its pages (PORT=8000)
	$(BIN)/modelbook up --port $(PORT) --browse

demo: install ## Train on MNIST, predict 25 digits, draw demo.png
	$(BIN)/python examples/demo.py

# Files are begun in the order they are named in, those that train first; of the acceptance ring, those with most tests first. So no core waits for
# the other at the end. The acceptance ring is two processes, each with a stack of its own that trains on every core.
test: install tools check ## Run all checks and tests that a commit must pass
	$(BIN)/python -m pytest -m "not slow" -n auto --dist loadfile --no-loadscope-reorder tests/integration tests/unit
	$(BIN)/python -m pytest -n auto client/python
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/acceptance
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/browser

test-unit: install ## Run the unit tests, for the inner loop
	$(BIN)/python -m pytest -n auto --dist loadfile tests/unit

# Slow are those files of the integration ring that take longest. Of the long ring, most files wait more than they compute, so two are run at a time;
# those that measure, or use every core, are run by themselves.
ci: install tools ## Run the long rings, which CI runs after the tests: slow tests, heavy forms, limits, processes and pages with keys on
	$(BIN)/python -m tests.simulation 1000
	$(BIN)/python -m pytest -m slow -n auto --dist loadfile --no-loadscope-reorder tests/integration
	$(BIN)/python -m pytest -m alone tests/long
	$(BIN)/python -m pytest -m "not alone" -n 2 --dist loadfile --no-loadscope-reorder tests/long
	TEST_WITH_KEYS=1 $(BIN)/python -m pytest -n 2 --dist loadfile tests/acceptance
	TEST_WITH_KEYS=1 $(BIN)/python -m pytest -n 2 --dist loadfile -k "not pictures and not restarted" tests/browser

check: install ## Run ruff, mypy and import-linter
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy --config-file client/python/pyproject.toml
	$(BIN)/lint-imports

chaos: install ## Kill and stop processes of the real stack while jobs run (SEED=n FAULTS=40)
	$(BIN)/python -m tests.chaos --faults $(or $(FAULTS),40) $(if $(SEED),--seed $(SEED))

walk: install ## Count the files that a check and a prediction pass through
	$(BIN)/python -m benchmarks.walk

bench: install ## Measure against the stated rivals
	$(BIN)/python -m benchmarks

# Not listed, as they take long and the first needs packages of others: predictions beside the servers that others use (OPTIONS="--seconds 2 --only
# one"), and ten minutes at 80 % of the peak (OPTIONS="--seconds 60").
bench-rivals: install
	$(BIN)/python -m benchmarks.serving $(OPTIONS)

soak-serving: install
	$(BIN)/python -m benchmarks.serving.soak $(OPTIONS)

# Uses `modelbook up` and then a stack on PostgreSQL for that long each, and fails if memory, files, threads, connections, rows or bytes on the disk grow,
# if something is left, or if a response is wrong (MINUTES=60, ON=embedded or postgres, SEED=n; writes build/soak).
soak: install
	$(BIN)/python -m tests.soak --minutes $(or $(MINUTES),60) --on $(or $(ON),both) $(if $(SEED),--seed $(SEED))

# CASES: a folder with cases.yaml and make_cases.py; ONLY: ids of some of its cases, with commas between them.
cases: install
	$(BIN)/python -m tests.cases $(CASES) $(ONLY)

# HOURS: time of one call, after which another goes on; QUICK=1: a minute; OPTIONS="--threads 1 --folder runs/one": see --help.
reproduce: install ## Train recipes whole, write measured beside reported figures (ONLY=group or id, HOURS=10, QUICK=1)
	$(BIN)/python -m benchmarks.reproduce $(if $(ONLY),--only $(ONLY)) $(if $(HOURS),--hours $(HOURS)) $(if $(QUICK),--quick) $(OPTIONS)

# Writes docs/figures.md: every kind of figure of the book, from jobs that it trains for seconds.
figures: install
	$(BIN)/python -m tests.figures

simulate: install ## Run workers in simulated time, with faults (SEEDS=1000)
	$(BIN)/python -m tests.simulation $(SEEDS)

# Sends requests drawn from the document to an API without keys and to one with keys, and gives every reader inputs near valid ones (SEED=n, CASES=10000,
# INPUTS=1000, ONLY=predict_inputs,submit_job). A run is repeated by its seed, a failure by the command that is printed with it.
fuzz: install
	$(BIN)/python -m tests.fuzz --cases $(or $(CASES),10000) --inputs $(or $(INPUTS),1000) --only "$(ONLY)" $(if $(SEED),--seed $(SEED))

openapi: install tools ## Write all files that are generated: service/documents, the clients, docs/reference.md, docs/catalog.md
	$(BIN)/modelbook openapi --folder service/documents
	$(BIN)/python client/python/tools/generate.py openapi.json
	$(BIN)/modelbook reference > docs/reference.md
	$(BIN)/modelbook catalog-page > docs/catalog.md
	cd client/typescript && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent generate

# Writes the table of estimators, which is that of one version of scikit-learn; not listed, as it is needed once for each. It is in use while it is made,
# so it is replaced at the end.
estimators: install
	$(BIN)/modelbook estimators > models/specs/estimators/estimator_table.json.new
	mv models/specs/estimators/estimator_table.json.new models/specs/estimators/estimator_table.json

# Not listed: what the images hold (SBOM, licences, known weaknesses; into build/audit), a release (VERSION=0.1.0 PYTHON_IMAGE=python:3.11-slim@sha256:...;
# into build/release), and a rehearsal of the images and of docker-compose.yml without Docker, as root (into build/containers).
audit: install .venv-audit/.installed
	$(BIN)/python -m tests.supply.audit

release: audit
	PYTHON_IMAGE=$(PYTHON_IMAGE) $(BIN)/python -m tests.supply.release $(VERSION)

containers: install
	$(BIN)/python -m tests.supply.containers

.venv-audit/.installed: requirements/audit.lock
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/audit.lock
	@touch $@

lock: ## Work out the lock files again (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-package modelbook-client --no-annotate --no-header --no-emit-index-url --no-emit-find-links -o requirements/dev.lock
	uv pip compile pyproject.toml --extra worker --extra postgres --extra oidc --extra otel -c requirements/dev.lock --universal --python-version 3.11 --generate-hashes --no-emit-package modelbook-client --no-annotate --no-header --no-emit-index-url --no-emit-find-links -o requirements/worker.lock
	uv pip compile pyproject.toml --extra postgres --extra oidc --extra otel -c requirements/dev.lock --universal --python-version 3.11 --generate-hashes --no-emit-package modelbook-client --no-annotate --no-header --no-emit-index-url --no-emit-find-links -o requirements/api.lock
	uv pip compile requirements/audit.in --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links -o requirements/audit.lock

clean: ## Remove .venv and caches
	rm -rf .venv .venv-audit .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info

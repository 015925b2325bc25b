# Two commands: `make lab` opens JupyterLab, `make test` runs every check. Both set up .venv from the lock file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

.PHONY: lab test brief bench soak check notebooks pytest lock clean

lab: $(READY)
	$(BIN)/workbook lab

test: check pytest notebooks

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

pytest: $(READY)
	$(ONE_THREAD) $(BIN)/python -m pytest -n 2 --dist loadfile

notebooks: $(READY)
	$(ONE_THREAD) $(BIN)/python -m pytest -n 2 --dist loadfile --nbval-lax --nbval-current-env --nbval-cell-timeout=300 -p no:cacheprovider notebooks

brief: $(READY)
	$(BIN)/workbook brief data/articles --plans data/plans --out exports

bench: $(READY)
	$(ONE_THREAD) $(BIN)/python -m pytest --growth
	$(ONE_THREAD) $(BIN)/python -m tests.bench

soak: $(READY)
	$(ONE_THREAD) $(BIN)/python -m tests.bench --soak
	$(ONE_THREAD) $(BIN)/python -m tests.bench.reliability

# uv installs in half a minute what pip installs in two. Where it cannot be had, pip takes the lock file as a constraint
# too: it would else look for the newest jsonschema where a package wants it with extras.
$(READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || ($(PYTHON) -m pip install virtualenv && $(PYTHON) -m virtualenv $(VENV))
	$(BIN)/python -c "import sys; sys.exit(sys.version_info < (3, 11) and 'the workbook needs Python 3.11 or newer')"
	($(PIP) uv && $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock) \
		|| $(PIP) --require-hashes -r requirements.lock -c requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

# Needs uv; only who changes pyproject.toml runs it.
lock:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes -o requirements.lock

clean:
	rm -rf $(VENV) exports build .pytest_cache .mypy_cache .ruff_cache

# The commands of osk-scan. On a fresh Debian machine with Python 3.11 and make, `make demo` and `make test` need nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

# Images with Python forbid to keep what is compiled; each of the programs that tests start would compile all anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check bench fuzz readme transcript clients wheel-demo wheel-desk clean

demo: $(STAMP)
	$(BIN)/osk-scan demo --dir demo-out

test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=worksteal

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/pip install --quiet --group bench
	$(BIN)/python -m tests.bench

# What a user installs: the built wheel alone, away from this checkout.
wheel-demo: $(STAMP)
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m build --wheel --outdir build/wheel . >/dev/null
	$(PYTHON) -m venv build/wheel/env
	build/wheel/env/bin/python -m pip install --quiet build/wheel/*.whl
	cd build/wheel && env/bin/osk-scan demo --dir demo-out >demo.txt && tail -n 3 demo.txt

# What the example's Containerfile does, without a container: its wheel with its extras, its command, the health check.
wheel-desk: wheel-demo
	build/wheel/env/bin/python -m pip install --quiet "$$(echo build/wheel/*.whl)[$$($(BIN)/python -c \
	  'from tests.web.container import extras; print(",".join(extras()))')]"
	$(BIN)/python -m tests.web.container build/wheel/env/bin

fuzz: $(STAMP)
	$(BIN)/python -m tests.fuzz

# The uploaders that agencies use, for the tests that run them against a server.
clients: $(STAMP)
	$(BIN)/python -m tests.web.clients

readme: $(STAMP)
	$(BIN)/python -m tests.readme

transcript: $(STAMP)
	$(BIN)/python -m tests.transcript

clean:
	rm -rf $(VENV) demo-out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Debian ships Python without ensurepip; its package python3-venv brings it.
$(STAMP): pyproject.toml
	$(PYTHON) -c 'import ensurepip' 2>/dev/null || (apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $(STAMP)

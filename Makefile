# callapi. `make run` and `make test` need Python 3.11 or newer, and nothing else.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo "$$p" && break; done)
FOR_RUNNING := $(VENV)/.for-running
FOR_WORKING := $(VENV)/.for-working
NEED_PYTHON = test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it," \
	"or say where it is: make PYTHON=/path/to/python3.11" >&2; exit 1; }
CODE := callapi tests scripts
SCRIPTS := scripts/install-asterisk scripts/install-web-tools scripts/make-venv \
	scripts/run-asterisk
# a file of tests stays in one process, which has databases and a network of its own
PYTEST := $(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# what is held to every branch, but for those of a race that need not come in each run;
# the rest to 95 percent (pyproject.toml)
WHOLLY := callapi/domain/*,callapi/rpc/*,callapi/access/*,callapi/limits/*

.DEFAULT_GOAL := help
.PHONY: help setup run test check config web chaos fuzz bench bench-growth bench-memory \
	bench-attack bench-sip asterisk states pictures client fmt clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1 /p' Makefile | while read -r name text; do \
	printf '  make %-12s %s\n' "$$name" "$$text"; done

setup: $(FOR_WORKING)  ## the virtual environment with all that development needs

run: $(FOR_RUNNING)  ## the server with the demo account, on 127.0.0.1:8080
	@exec $(BIN)/callapi serve --demo

test: $(FOR_WORKING)  ## all tests
	@$(PYTEST)

check: $(FOR_WORKING)  ## the whole gate: format, lint, types, tests with coverage
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --strict $(CODE)
	@for script in $(SCRIPTS); do $(BIN)/mypy --strict $$script || exit; done
	@$(PYTEST) --cov
	@$(BIN)/coverage report --include='$(WHOLLY)' --fail-under=99

chaos: $(FOR_WORKING)  ## ten minutes of faults under load, at random; SEED=... repeats one
	@$(BIN)/python -m tests.chaos $(SEED)

fuzz: $(FOR_WORKING)  ## ten minutes of properties at any seed; SEED= for one of before
	@$(BIN)/python -m scripts.fuzz $(if $(SEED),--seed $(SEED))

config: $(FOR_RUNNING)  ## checks what stands in config/, by promtool and systemd-analyze
	@promtool check config config/prometheus/prometheus.yml
	@promtool test rules config/prometheus/alerts.test.yml
	@mkdir -p build
	@sed 's#/opt/callapi/bin#$(CURDIR)/$(BIN)#' config/callapi.service > build/callapi.service
	@systemd-analyze verify build/callapi.service

bench: $(FOR_WORKING)  ## how fast it is, beside bare aiohttp
	@$(BIN)/python -m scripts.bench

bench-growth: $(FOR_WORKING)  ## how a request's cost grows with all there is
	@$(BIN)/python -m scripts.bench.growth

bench-attack: $(FOR_WORKING)  ## whether others are served while it is attacked
	@$(BIN)/python -m scripts.bench.attack

bench-memory: $(FOR_WORKING)  ## whether its memory grows with what it has done
	@$(BIN)/python -m scripts.bench.memory

bench-sip: $(FOR_WORKING)  ## how many calls it carries on a real Asterisk
	@$(BIN)/python -m scripts.bench_sip

asterisk:  ## a real Asterisk, in build/asterisk
	@$(NEED_PYTHON)
	@$(PYTHON) scripts/install-asterisk build/asterisk

web: $(FOR_WORKING)  ## tests of the pages, in a real browser
	@$(BIN)/pytest tests/web

pictures: $(FOR_WORKING)  ## the pictures of README, of the pages as they are
	@$(BIN)/python -m scripts.pictures

states: $(FOR_RUNNING)  ## draw the states of a call into callapi/domain/STATES.md
	@$(BIN)/callapi states > callapi/domain/STATES.md.new
	@mv callapi/domain/STATES.md.new callapi/domain/STATES.md

client: $(FOR_WORKING)  ## write what is generated of the client and the pages
	@$(BIN)/python -m scripts.client
	@$(BIN)/python -m scripts.pages

fmt: $(FOR_WORKING)  ## format, and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean:  ## remove all that was made here, but not the data in var/
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

$(FOR_RUNNING): pyproject.toml
	@$(NEED_PYTHON)
	@$(PYTHON) scripts/make-venv $(VENV)
	@touch $@

$(FOR_WORKING): pyproject.toml
	@$(NEED_PYTHON)
	@$(PYTHON) scripts/make-venv $(VENV) dev
	@touch $@ $(FOR_RUNNING)

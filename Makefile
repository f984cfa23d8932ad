# make run     the product with the model case, at http://localhost:8000 (PORT=…)
# make test    the tests, on SQLite and, where its server is installed, on PostgreSQL
# make check   lint, settings, migrations, import rules, pins, untranslated texts
# make drill   the slow proofs
# make bench   the measurements, written to docs/performance.md
# make messages  the Swedish catalogue, with new texts to be translated, compiled (needs gettext)
#
# Each needs Python 3.11 or later with venv, and make; the rest is fetched into .venv.

SHELL := /bin/sh
.NOTPARALLEL:
.SUFFIXES:
.PHONY: help run test test-sqlite test-postgresql check lint settings migrations imports pins texts drill bench \
        messages free-port

VENV := .venv
BIN := $(VENV)/bin
PORT := $(or $(PORT),8000)
# The first of these that is new enough; PYTHON=… names another.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

# Nothing of an installation that this shell may be set up for.
ALONE := env -u DATABASE_URL -u LYHORT_DATA -u SECRET_KEY -u DEBUG -u ALLOWED_HOSTS -u LYHORT_TODAY \
	-u LYHORT_HTTPS -u LYHORT_REDIRECT -u LYHORT_BEHIND_PROXY -u CSRF_TRUSTED_ORIGINS -u EMAIL_HOST -u OIDC_SERVER_URL
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal
ARGS ?=

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# --- running -------------------------------------------------------------------------------------------

run: export DEBUG = 0
run: export LYHORT_HTTPS = 0
run: export DEMO_PASSWORD = lyhort-demo
run: export PORT := $(PORT)
run: free-port $(VENV)/.run
	@$(BIN)/python manage.py migrate --no-input --verbosity 0
	@$(BIN)/python manage.py load_reference
	@$(BIN)/python manage.py load_demo
	@echo "All of them have the password $$DEMO_PASSWORD"
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@exec $(BIN)/gunicorn -c project/operations/serving.py --log-level warning project.wsgi

free-port:
	@$(or $(PYTHON),$(NONE)) -I project/operations/preflight.py $(PORT)

NONE = echo "Lyhört needs Python 3.11 or later, and neither python3.11 nor python3 is one." >&2; exit 1;

$(VENV)/.run: requirements.txt
	@$(or $(PYTHON),$(NONE)) -I project/operations/preflight.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.develop: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# --- proving -------------------------------------------------------------------------------------------

test: test-sqlite test-postgresql

test-sqlite: $(VENV)/.develop
	$(ALONE) $(PYTEST) -m "not drill" $(ARGS)

test-postgresql: $(VENV)/.develop
	$(ALONE) $(BIN)/python -m tests.tools.postgresql $(PYTEST) -m "not drill and not once" $(ARGS)

drill: $(VENV)/.develop
	$(ALONE) $(PYTEST) -m drill $(ARGS)
	$(ALONE) $(BIN)/python -m tests.tools.postgresql $(PYTEST) -m "drill and not once" $(ARGS)

check: lint settings migrations imports pins texts

lint: $(VENV)/.develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# As a server is set up behind a proxy that speaks https (docs/operations.md).
settings: $(VENV)/.develop
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && \
	$(ALONE) LYHORT_DATA="$$data" LYHORT_REDIRECT=1 $(BIN)/python manage.py check --deploy --fail-level WARNING

migrations: $(VENV)/.develop
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && \
	$(ALONE) LYHORT_DATA="$$data" $(BIN)/python manage.py makemigrations --check --dry-run

imports: $(VENV)/.develop
	$(BIN)/lint-imports

pins: $(VENV)/.develop
	$(BIN)/python -m tests.tools.requirements
	@$(BIN)/python -m pip check --disable-pip-version-check

texts: $(VENV)/.develop
	$(ALONE) $(BIN)/python -m tests.tools.translations

bench: $(VENV)/.develop
	$(ALONE) $(BIN)/python -m benchmarks

messages: $(VENV)/.run
	$(BIN)/python manage.py makemessages --locale sv --no-location --no-obsolete --ignore .venv --ignore data \
		--ignore tests --ignore benchmarks
	$(BIN)/python manage.py compilemessages --locale sv --ignore .venv

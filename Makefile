# Newsroom. `make help` says what there is.

PORT ?= 8000
export PORT
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
HERE := http://127.0.0.1:$(PORT)
TEMPLATES := find templates -name '*.html' -print0 | xargs -0 -r
UV_COMPILE := $(PYTHON) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.12 \
	--generate-hashes --no-emit-index-url --no-header $(LOCK)
SCRIPTS := .ci/run .ci/audit .ci/postgres tools/venv.sh

# What the tools need that read the settings, whatever is in somebody's .env.
check: export ENV_FILE :=
check: export SECRET_KEY := for-checks-only-7Qw2xR9vB4nM6tK1zL8cJ5hG3fD0sA-pY6uE1yW
check: export ALLOWED_HOSTS := news.example
# A loopback address has no TLS, and everything else as in production.
demo dev: export TLS := off
# A trial on this machine is let in by a password alone; everywhere else a second factor is asked for.
demo dev: export STAFF_MFA := off
demo: export DEBUG := off
dev: export DEBUG := on

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: demo dev test browser-test check fmt audit bench lock messages pictures help .venv .venv-to-run

demo: .venv-to-run .env ## make everything, load the sample newsroom, serve it as in production (PORT=8000)
	@$(PYTHON) tools/port_is_free.py
	$(MANAGE) migrate
	$(MANAGE) collectstatic --no-input
	$(MANAGE) load_sample
	@echo
	@echo "  the front page     $(HERE)/en/"
	@echo "  a hashtag          $(HERE)/en/hashtag/HarbourFerryAgreement/"
	@echo "  the desk           $(HERE)/admin/ (STAFF_MFA=off: here a password alone is enough)"
	@echo "  Ctrl-C stops it"
	@echo
	@nice $(MANAGE) db_worker --batch --queue-name '*' >/dev/null 2>&1 &
	@exec $(PYTHON) -m gunicorn

dev: .venv .env ## a server that follows the code, DEBUG on
	@$(PYTHON) tools/port_is_free.py
	$(MANAGE) migrate
	@exec $(MANAGE) runserver $(PORT)

test: .venv ## every test but the browser's; on PostgreSQL when DATABASE_URL names one
	$(PYTHON) -m pytest -n 2

browser-test: .venv ## the tests that need Chromium
	$(PYTHON) -m pytest -m browser

check: .venv ## style, types, imports, migrations, settings
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo
	$(TEMPLATES) .venv/bin/djade --check
	$(TEMPLATES) $(PYTHON) -m djlint --lint --quiet
	$(MANAGE) makemigrations --check
	$(MANAGE) check --deploy --fail-level WARNING
	for script in $(SCRIPTS); do bash -n "$$script"; done

fmt: .venv ## bring the code and the templates into shape
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format
	$(TEMPLATES) .venv/bin/djade

audit: .venv ## Lighthouse, axe-core and the Nu checker, of what `make demo` serves meanwhile (needs Node, npm and Java)
	@$(PYTHON) tools/audit.py

bench: .venv ## measure an import, the desk, the search, what ranks, and a page at 10,000 and 100,000 stories (BENCH_STORIES=1000000 for more)
	$(PYTHON) -m bench.imports
	$(PYTHON) -m bench.desk
	$(PYTHON) -m bench.search
	$(PYTHON) -m bench.ranking
	$(PYTHON) -m bench

lock: .venv ## resolve pyproject.toml into the two lock files (LOCK=--upgrade for the newest)
	$(UV_COMPILE) --output-file requirements.txt
	$(UV_COMPILE) --group dev --constraints requirements.txt --output-file requirements-dev.txt

messages: .venv ## gather what the interface says, and compile its translations (needs gettext)
	$(MANAGE) makemessages --all --no-location --no-wrap --ignore tests
	$(MANAGE) compilemessages --ignore .venv

pictures: .venv ## take the pictures of the documents, of what `make demo` serves meanwhile
	$(PYTHON) tools/pictures.py

help: ## what there is
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

.venv:
	@tools/venv.sh requirements-dev.txt

.venv-to-run:
	@tools/venv.sh requirements.txt

.env: | .venv-to-run
	@umask 077 && $(PYTHON) tools/fresh_env.py > $@
	@echo "Wrote .env, with secrets of its own."

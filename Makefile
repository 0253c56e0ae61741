# Each target first makes .venv if it is missing.
PYTHON ?= python3
BIN := .venv/bin
DEMO := .demo
QUESTION := what did Lavrov say about the summit

# Folders of labelled articles and questions, which are not part of this repository.
LABELLED ?= ../shared/data/attribution
QUESTIONS ?= ../shared/data/qa
QUESTION_SETS := $(addprefix $(QUESTIONS)/,realtimeqa_mini clapnq_dev squad2_500 covidqa)

.PHONY: install demo test check coverage test-lowest mutation docs bench bench-long evaluate lock clean

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

demo: install
	$(BIN)/onrecord reindex tests/sample --index $(DEMO)
	@echo
	@echo '$$ onrecord ask "$(QUESTION)"'
	@echo
	@$(BIN)/onrecord ask "$(QUESTION)" --index $(DEMO)

test: install
	$(BIN)/pytest

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

# Fails below the share of lines and branches that pyproject.toml sets. Processes that the tests start count, too.
# Property tests are left out, because measuring makes them take many times as long.
coverage: install
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -m "not hypothesis"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# All tests with the lowest versions of the dependencies that pyproject.toml allows.
test-lowest: install
	$(BIN)/python -m tests.lowest

mutation: install
	$(BIN)/python -m tests.mutation.run

# The generated parts of the documents, and the sample answer in the README.
docs: install
	$(BIN)/onrecord reindex tests/sample --index $(DEMO)
	$(BIN)/python -m docs.generate --sample $(DEMO)

bench: install
	$(BIN)/python -m tests.bench.run --out tests/bench/results/run.json
	$(BIN)/python -m tests.bench.ask_by_speaker
	$(BIN)/python -m tests.bench.ask_by_passage

# Growth, concurrent questions, and a comparison with other libraries. It takes more than an hour, and the disk needs
# room for a million passages.
bench-long: install
	$(BIN)/python -m tests.bench.reindex_few --out tests/bench/results/reindex_few.json
	$(BIN)/python -m tests.bench.vectors $(QUESTION_SETS) --cache .benched/vectors --out tests/bench/results/vectors.json
	$(BIN)/python -m tests.bench.opening --index .benched/opening --out tests/bench/results/opening.json
	$(BIN)/python -m tests.bench.open_index --out tests/bench/results/open_index.json
	$(BIN)/python -m tests.bench.askers --out tests/bench/results/askers.json
	$(BIN)/python -m tests.bench.side_by_side --out tests/bench/results/side_by_side.json \
		--chart tests/bench/results/side_by_side.svg

evaluate: install
	$(BIN)/python -m tests.bench.attribution $(LABELLED)/polnear.dev.jsonl $(LABELLED)/gum-news.train.jsonl \
		--resolved $(LABELLED)/polnear.dev.resolved.jsonl --out tests/bench/results/attribution.json
	$(BIN)/python -m tests.bench.answers $(LABELLED)/polnear.dev.jsonl --out tests/bench/results/answers.json
	$(BIN)/python -m tests.bench.finding $(QUESTION_SETS) --index .evaluated --out tests/bench/results/finding.json
	$(BIN)/python -m tests.bench.ablate_finding $(QUESTION_SETS) --index .evaluated --out tests/bench/results/finding_ablated.json

# Exact versions: requirements.lock for development, requirements-serve.lock (from deploy/serve.in) for the bot's image.
# torch is pinned without "+cpu", so that pip takes the CPU build if the package index has it.
lock: COMPILE = $(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-options \
	--no-annotate --no-header
lock: install
	echo torch==2.13.0 > .torch-pin
	$(COMPILE) --extra dev --extra rerank --constraint .torch-pin --output-file requirements.lock pyproject.toml
	sed -i "s/^torch==\(.*\)+cpu$$/torch==\1/" requirements.lock
	rm .torch-pin
	$(COMPILE) --constraint requirements.lock --output-file requirements-serve.lock deploy/serve.in

clean:
	rm -rf .venv $(DEMO) .evaluated .benched .peers .lowest .coverage .coverage.*

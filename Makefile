.PHONY: .venv
.venv:
	@tools/venv.sh requirements-dev.txt

#!/bin/sh
# Make .venv and install a lock file into it: `tools/venv.sh requirements.txt` or `requirements-dev.txt` (which holds the
# first as well). Does nothing, without network, when just that is installed already; begins anew when a lock file changed.
set -eu
cd "$(dirname "$0")/.."
lock=$1
python=.venv/bin/python

# Kept in .venv once everything in it is installed; so an installation that was cut short does not count.
installed=.venv/$lock

is_current() {
    "$python" -c '' 2>/dev/null && cmp -s "$1" ".venv/$1"
}

# A name on the PATH may be older than it says, a pyenv shim for nothing, or lack venv (Debian): run it and see.
is_good_enough() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null
}

make_venv() {
    for name in python3.13 python3.12 python3; do
        if is_good_enough "$name"; then
            echo "Making .venv with $("$name" --version) ($name)"
            "$name" -m venv --clear .venv
            return
        fi
    done
    if command -v uv >/dev/null; then
        uv venv --clear --seed --python ">=3.12,<3.14" .venv
        return
    fi
    echo "Newsroom needs Python 3.12 or newer with its venv module, or uv, and found neither. Install one and run this again:" >&2
    echo "  Debian, Ubuntu: apt-get install python3 python3-venv     macOS: brew install python@3.13" >&2
    exit 1
}

if is_current "$lock" || { [ "$lock" = requirements.txt ] && is_current requirements-dev.txt; }; then
    exit 0
fi
# What is there may be added to, unless it was installed from a lock file that has changed since.
if ! is_current requirements.txt || [ -e "$installed" ]; then
    make_venv
fi
"$python" -m pip install --disable-pip-version-check --require-hashes --requirement "$lock"
cp "$lock" "$installed"

#!/bin/sh
# Makes the virtual environment $1 with the interpreter $2, or with the first suitable Python on the PATH.
set -eu
venv=$1
wanted=${2:-}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }
fail() { echo "hecun: $1" >&2; exit 1; }

# Somebody's own environment at that place is used as it is.
if [ -z "$wanted" ] && is_new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

if [ -n "$wanted" ]; then
    is_new_enough "$wanted" || fail "PYTHON=$wanted is not a Python 3.11 or newer"
    can_make_venv "$wanted" || fail "PYTHON=$wanted lacks venv or ensurepip (on Debian and Ubuntu: apt install python3-venv)"
    python=$wanted
else
    python=
    without_venv=
    for candidate in python3 python python3.13 python3.12 python3.11 python3.14; do
        is_new_enough "$candidate" || continue
        if can_make_venv "$candidate"; then
            python=$candidate
            break
        fi
        without_venv=$candidate
    done
    if [ -z "$python" ] && [ -n "$without_venv" ]; then
        fail "$without_venv lacks venv or ensurepip: install them (on Debian and Ubuntu: apt install python3-venv)"
    fi
    [ -n "$python" ] || fail "no Python 3.11 or newer found: install one, or name it with make PYTHON=/path/to/python3"
fi

"$python" -m venv --clear "$venv"

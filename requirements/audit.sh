#!/bin/sh
# Looks up every pinned dependency among the known vulnerabilities. Ends with 0 if none has any, with 1 if some have,
# and with 2, loudly, if that could not be found out: no answer is not a good answer.
# $1 is a virtual environment of the auditor's own, made if it is not there; $2 the Python to make it with.
set -eu
venv=$1
locked=requirements/test.txt  # everything: what runs, and what builds and tests it

not_audited() {
    echo "" >&2
    echo "  !! NOT AUDITED: $1." >&2
    echo "  !! Try again where the data about vulnerabilities can be reached." >&2
    echo "" >&2
    exit 2
}

if [ ! -x "$venv/bin/pip-audit" ]; then
    "$2" -m venv "$venv"
    "$venv/bin/python" -m pip --disable-pip-version-check --quiet install "pip-audit>=2.10" ||
        not_audited "pip-audit could not be installed"
fi

answer=$("$venv/bin/pip-audit" --requirement "$locked" --require-hashes --disable-pip --progress-spinner off 2>&1) &&
    clean=yes || clean=no
unknown=$(echo "$answer" | grep -c "could not be audited" || true)
if [ $clean = no ]; then
    echo "$answer" | grep -v "could not be audited" >&2
    echo "$answer" | grep -q "known vulnerabilit" && exit 1
    not_audited "the auditor failed, as it says above"
fi
[ "$unknown" = 0 ] || not_audited "$unknown of $(grep -c '^[a-z].*==' "$locked") dependencies are not in the data"
echo "$answer"

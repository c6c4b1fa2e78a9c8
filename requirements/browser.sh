#!/bin/sh
# Sees to it that the browser tests have Chromium, and fonts for Chinese and emoji, from Debian's or Ubuntu's packages.
# $1 is the Python of the virtual environment. Without a browser the tests run all the same, and say aloud what they
# left out; under CI=true that is an error.
set -eu
python=$1

has_browser() { "$python" -m tests.chromium >/dev/null 2>&1; }
is_installed() { dpkg-query --show --showformat '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo --non-interactive "$@"; fi
}
may_be_root() { [ "$(id -u)" = 0 ] || sudo --non-interactive true 2>/dev/null; }

install_missing() {
    command -v apt-get >/dev/null 2>&1 || return 0
    missing=
    has_browser || [ -n "${CHROMIUM:-}" ] || missing=chromium
    for font in fonts-noto-color-emoji fonts-wqy-microhei; do
        is_installed "$font" || missing="$missing $font"
    done
    [ -n "$missing" ] || return 0
    may_be_root || return 0
    echo "Installing for the browser tests:$(printf ' %s' $missing) …"
    as_root apt-get update --quiet=2 || return 0
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet=2 --yes --no-install-recommends $missing >/dev/null || return 0
}

install_missing
has_browser && exit 0

echo "" >&2
echo "  !! No Chromium: the browser tests cannot run." >&2
echo "  !! Install it (Debian: apt install chromium) or set CHROMIUM=/path/to/chrome." >&2
echo "" >&2
[ "${CI:-}" != true ]

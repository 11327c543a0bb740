#!/bin/sh
# Prints the path of a Firefox for the browser tests. Where there is none it installs Debian's, or
# says what to install and fails. WITHOUT=firefox goes without; then it prints nothing.
set -eu
apt_install="$(dirname "$0")/../.ci/apt-install"
say() { printf '%s\n' "$*" >&2; }

case " ${WITHOUT:-} " in *" firefox "*)
    say "WITHOUT says firefox: nothing is tried in Firefox."
    exit 0
esac

# A file is not enough: Ubuntu has a firefox that only says to install a snap.
runs() { "$1" --version </dev/null >/dev/null 2>&1; }

find_firefox() {
    for name in firefox-esr firefox "/Applications/Firefox.app/Contents/MacOS/firefox"; do
        if path=$(command -v "$name") && runs "$path"; then
            printf '%s\n' "$path"
            return 0
        fi
    done
    return 1
}

if [ -n "${FIREFOX:-}" ]; then
    if ! firefox=$(command -v "$FIREFOX") || ! runs "$firefox"; then
        say "FIREFOX is set to $FIREFOX, which does not run. Set it to a Firefox, or unset it."
        exit 1
    fi
elif ! firefox=$(find_firefox); then
    sh "$apt_install" firefox-esr 2>/dev/null || sh "$apt_install" firefox || true
    if ! firefox=$(find_firefox); then
        say "The browser tests need Firefox, and none runs here. Install one:"
        say "  Debian: sudo apt-get install firefox-esr"
        say "  macOS:  brew install --cask firefox"
        say "  other:  any Firefox, then FIREFOX=/path/to/it make test"
        say "  none:   WITHOUT=firefox make test goes without it"
        exit 1
    fi
fi

printf '%s\n' "$firefox"

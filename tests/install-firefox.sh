#!/bin/sh
# Prints the path of a Firefox for the browser tests. Where there is none it installs Debian's, or
# says what to install and fails. WITHOUT=firefox goes without; then it prints nothing.
set -eu
. "$(dirname "$0")/installing.sh"
unless_without firefox Firefox

find_firefox() {
    first_of firefox-esr firefox "/Applications/Firefox.app/Contents/MacOS/firefox"
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

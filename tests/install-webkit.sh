#!/bin/sh
# Prints the path of a WebKitWebDriver for the browser tests, which drive WebKitGTK (the engine of
# Safari) with it. Where something of that is missing it installs Debian's, or says what to install
# and fails. WITHOUT=webkit goes without; then it prints nothing.
set -eu
. "$(dirname "$0")/installing.sh"
unless_without webkit WebKit

# The driver, the bindings that tests/engines/webkit_window.py opens its window with (the system's
# Python has them, nobody else's), and a screen that nobody sees.
bindings='import cairo, gi; gi.require_version("WebKit2", "4.1"); from gi.repository import WebKit2'
complete() {
    driver=$(command -v "${WEBKIT:-WebKitWebDriver}") && "$driver" --help </dev/null >/dev/null 2>&1 &&
    /usr/bin/python3 -I -c "$bindings" >/dev/null 2>&1 && command -v Xvfb >/dev/null
}

if ! complete; then
    sh "$apt_install" webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi python3-gi-cairo xvfb || true
    if ! complete; then
        say "The browser tests need WebKitGTK, and it does not run here. Install it:"
        say "  Debian: sudo apt-get install webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi-cairo xvfb"
        say "  other:  the same from elsewhere, then WEBKIT=/path/to/WebKitWebDriver make test"
        say "  macOS:  there is none; WITHOUT=webkit make test goes without it"
        exit 1
    fi
fi

printf '%s\n' "$driver"

#!/bin/sh
# Prints the path of a Chromium for the browser tests. Where there is none it installs
# Debian's, or says what to install and fails. Sees to Chinese letters as well.
set -eu
. "$(dirname "$0")/installing.sh"

# The headless shell has no windows to draw and takes a third of the time for each page.
find_chromium() {
    first_of chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
}

if [ -n "${CHROMIUM:-}" ]; then
    if ! chromium=$(command -v "$CHROMIUM") || ! runs "$chromium"; then
        say "CHROMIUM is set to $CHROMIUM, which does not run. Set it to a Chromium or Chrome, or unset it."
        exit 1
    fi
elif ! chromium=$(find_chromium); then
    sh "$apt_install" chromium-headless-shell 2>/dev/null || sh "$apt_install" chromium || true
    if ! chromium=$(find_chromium); then
        say "The browser tests need Chromium or Google Chrome, and none runs here. Install one:"
        say "  Debian: sudo apt-get install chromium"
        say "  macOS:  brew install --cask google-chrome"
        say "  other:  any Chromium or Chrome, then CHROMIUM=/path/to/it make test"
        exit 1
    fi
fi

# Half of the site is Chinese; without a font for it the tests would look at empty boxes.
# macOS always has one.
has_chinese_font() { [ "$(uname)" != Linux ] || [ -n "$(fc-list :lang=zh 2>/dev/null)" ]; }
if ! has_chinese_font && ! sh "$apt_install" fontconfig fonts-noto-cjk; then
    say "No font with Chinese letters (Debian: fonts-noto-cjk): the tests go on with boxes in their place."
fi

printf '%s\n' "$chromium"

#!/bin/sh
# Installs Lighthouse into .cache/audit, as tests/audit/package-lock.json has it, and prints the
# path of the node to run it with: the one here if it is new enough, else one from PyPI.
# With "lock" it writes that lock anew from tests/audit/package.json instead.
set -eu
cd "$(dirname "$0")/.."
say() { printf '%s\n' "$*" >&2; }

suits='const [a, b] = process.versions.node.split("."); process.exit(a > 22 || a == 22 && b >= 19 ? 0 : 1)'
suitable() { "$1" -e "$suits" >/dev/null 2>&1; }

if ! { suitable node && command -v npm >/dev/null; }; then
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
    if ! suitable node; then
        say "Installing node for Lighthouse (once) ..."
        .venv/bin/pip install --quiet --require-hashes -r requirements-audit.txt >&2
        hash -r
    fi
fi
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

if [ "${1:-}" = lock ]; then
    cd tests/audit
    npm install --silent --package-lock-only --omit-lockfile-registry-resolved
elif ! cmp -s tests/audit/package-lock.json .cache/audit/node_modules/installed; then
    say "Installing Lighthouse (once for every change of its lock) ..."
    mkdir -p .cache/audit
    cp tests/audit/package.json tests/audit/package-lock.json .cache/audit/
    (cd .cache/audit && npm ci --ignore-scripts --silent) >&2
    cp tests/audit/package-lock.json .cache/audit/node_modules/installed
fi
command -v node

#!/bin/sh
# Installs what tests/<folder>/package-lock.json lists into .cache/<folder>, and prints the path of
# the node to run it with: the one here if it is as new as that folder's package.json wants, else
# one from PyPI. "node" is what tests read and check with, "audit" is Lighthouse.
# With "lock" after the folder it writes that lock anew instead.
set -eu
folder=$1
. "$(dirname "$0")/installing.sh"
unless_without "$folder" "the programs of npm in tests/$folder"
cd "$(dirname "$0")/.."

wanted=$(sed -n 's/.*"node": ">=\([0-9.]*\)".*/\1/p' "tests/$folder/package.json")
suits='const [a, b] = process.versions.node.split("."), [c, d] = process.argv[1].split(".")
process.exit(+a > +c || +a === +c && +b >= +d ? 0 : 1)'
suitable() { "$1" -e "$suits" "$wanted" >/dev/null 2>&1; }

if ! { suitable node && command -v npm >/dev/null; }; then
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
    if ! suitable node; then
        say "Installing node $wanted or newer (once) ..."
        .venv/bin/pip install --quiet --require-hashes -r requirements-audit.txt >&2
        hash -r
    fi
fi
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

if [ "${2:-}" = lock ]; then
    cd "tests/$folder"
    npm install --silent --package-lock-only --omit-lockfile-registry-resolved
elif ! cmp -s "tests/$folder/package-lock.json" ".cache/$folder/node_modules/installed"; then
    say "Installing the packages of tests/$folder (once for every change of its lock) ..."
    mkdir -p ".cache/$folder"
    cp "tests/$folder/package.json" "tests/$folder/package-lock.json" ".cache/$folder/"
    (cd ".cache/$folder" && npm ci --ignore-scripts --silent) >&2
    cp "tests/$folder/package-lock.json" ".cache/$folder/node_modules/installed"
fi
command -v node

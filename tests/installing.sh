# Sourced by the install-*.sh beside it: what all of them say and look for.
apt_install="$(dirname "$0")/../.ci/apt-install"
say() { printf '%s\n' "$*" >&2; }

# A file is not enough: Ubuntu has browsers that only say to install a snap.
runs() { "$1" --version </dev/null >/dev/null 2>&1; }

# Prints the path of the first program of some that runs.
first_of() {
    for name in "$@"; do
        if path=$(command -v "$name") && runs "$path"; then
            printf '%s\n' "$path"
            return 0
        fi
    done
    return 1
}

# Ends with nothing printed if WITHOUT names an engine: its variable's word, its name.
unless_without() {
    case " ${WITHOUT:-} " in *" $1 "*)
        say "WITHOUT says $1: nothing is tried in $2."
        exit 0
    esac
}

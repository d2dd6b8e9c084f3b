#!/bin/sh
# The one thing a newcomer runs. Makes .venv on first use with any Python 3.11+, installs Kordon, then does the word.
#   ./do brief [ARGS]   the main job, on the bundled examples or on ARGS      ./do lint    ruff, mypy, import contracts
#   ./do test [ARGS]    the test suite                                        ./do docs    runs the documentation
#   ./do bench [ARGS]   benchmarks, side by side with other solvers
set -eu
root=$(cd "$(dirname "$0")" && pwd)
venv=$root/.venv

find_python() {
    for p in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        [ -n "$p" ] || continue
        if command -v "$p" >/dev/null 2>&1 &&
            "$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$p"
            return
        fi
    done
    echo "do: Kordon needs Python 3.11 or newer; install it or set PYTHON=/path/to/python3" >&2
    exit 2
}

# Install once for each set of dependencies, and again only when pyproject.toml changed. $1: run or dev.
ensure() {
    if [ ! -x "$venv/bin/python" ]; then
        python=$(find_python)
        echo "do: setting up .venv with $("$python" --version)" >&2
        "$python" -m venv "$venv"
    fi
    stamp=$venv/.kordon-$1
    if [ ! -f "$stamp" ] || [ "$root/pyproject.toml" -nt "$stamp" ]; then
        echo "do: installing Kordon ($1); the first time this takes a minute or two" >&2
        if [ "$1" = dev ]; then
            # pip 25.1 is the first that reads dependency groups
            "$venv/bin/python" -m pip install --quiet --disable-pip-version-check 'pip>=25.1' >&2
            "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
                -e "$root" --group "$root/pyproject.toml:dev" >&2
        else
            "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -e "$root" >&2
        fi
        # compile the engine now, so that no command waits for it
        "$venv/bin/python" -c 'from kordon.flow import prepare; prepare()' >&2
        touch "$stamp"
    fi
}

word=${1:-help}
[ $# -gt 0 ] && shift
case "$word" in
    brief)
        ensure run
        [ $# -gt 0 ] || set -- "$root/examples/reports" --out "$root/out/brief"
        exec "$venv/bin/kordon" brief "$@"
        ;;
    test)
        ensure dev
        cd "$root"
        exec "$venv/bin/python" -m pytest "$@"
        ;;
    lint)
        ensure dev
        cd "$root"
        "$venv/bin/ruff" check .
        "$venv/bin/ruff" format --check .
        "$venv/bin/mypy"
        exec "$venv/bin/lint-imports"
        ;;
    docs)
        ensure dev
        cd "$root"
        exec "$venv/bin/python" -m pytest tests/docs "$@"
        ;;
    bench)
        ensure dev
        cd "$root"
        exec "$venv/bin/python" -m benchmarks "$@"
        ;;
    *)
        sed -n '2,5p' "$0" | sed 's/^# \{0,1\}//' >&2
        [ "$word" = help ] && exit 0
        exit 2
        ;;
esac

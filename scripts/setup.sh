#!/bin/sh
# Makes the virtual environment given as $1 from requirements.lock (each file by its hash) and installs
# the project into it. Uses uv where it is installed, else venv and pip. PYTHON picks the interpreter.
set -eu
venv=$1

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

pick() {
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if fits "$name"; then
            command -v "$name"
            return
        fi
    done
    echo "setup: Python 3.11, 3.12 or 3.13 is needed${PYTHON:+ (PYTHON=$PYTHON is not)}" >&2
    return 1
}

with_uv() {
    uv venv --quiet --allow-existing --python "$python" "$venv" &&
        uv pip install -qq --python "$venv/bin/python" --require-hashes -r requirements.lock &&
        uv pip install -qq --python "$venv/bin/python" --no-deps --editable .
}

with_pip() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null || {
        echo "setup: the venv module is missing; on Debian: apt-get install python3-venv" >&2
        return 1
    }
    "$python" -m venv "$venv" &&
        "$venv/bin/python" -m pip install -qq --require-hashes -r requirements.lock &&
        "$venv/bin/python" -m pip install -qq --no-deps --editable .
}

python=$(pick)
if [ -x "$venv/bin/python" ] && ! fits "$venv/bin/python"; then
    rm -rf "$venv" # its interpreter is gone or too old
fi
echo "setup: $("$python" --version) into $venv"
if command -v uv >/dev/null 2>&1; then
    with_uv || with_pip
else
    with_pip
fi
"$venv/bin/python" scripts/compile_messages.py

#!/usr/bin/env bash
# Make .venv and install a requirements file into it, quietly. Usage: tools/venv.sh REQUIREMENTS STAMP
set -eu
requirements=$1 stamp=$2

usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  python=
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if usable "$candidate"; then python=$candidate; break; fi
  done
  [ -n "$python" ] || { echo "The portal needs Python 3.11 or newer as python3 (or PYTHON=/path/to/python)." >&2; exit 1; }
  "$python" -m venv --clear .venv >/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
fi
echo "Installing $requirements into .venv ..." >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check --root-user-action ignore -r "$requirements"
touch "$stamp"

#!/usr/bin/env bash
# Install the named Debian packages that are missing, without starting any service. Usage: tools/packages.sh NAME...
set -eu

present() {
  case $1 in
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null ;;
    fonts-noto-cjk) compgen -G '/usr/share/fonts/*/noto/Noto*CJK*' >/dev/null ;;
    gettext) command -v xgettext >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing=()
for name in "$@"; do present "$name" || missing+=("$name"); done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then as_root=$(command -v sudo || true); fi
if ! command -v apt-get >/dev/null || { [ "$(id -u)" -ne 0 ] && [ -z "$as_root" ]; }; then
  echo "Missing on this machine: ${missing[*]}. Install them (Debian's names) and try again." >&2
  exit 1
fi

echo "Installing ${missing[*]} ..." >&2
# The tests start servers of their own: nothing that is installed here may start by itself.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
  $as_root chmod +x $policy
  trap '$as_root rm -f $policy' EXIT
fi
if [[ " ${missing[*]} " == *" postgresql "* ]]; then
  $as_root mkdir -p /etc/postgresql-common
  echo "create_main_cluster = false" | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
install=(env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}")
log=$(mktemp)
{ $as_root apt-get update -qq && $as_root "${install[@]}"; } >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
rm -f "$log"

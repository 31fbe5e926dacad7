# SPDX-License-Identifier: Apache-2.0
# What ./run and ./test share: Debian packages, Node, the web pages, the C++ build. Sourced by both.
#
# Each part compares what is there with what is needed and does nothing when they agree, so the
# second time costs a fraction of a second. Long work goes to a log file and shows a line every few
# seconds. Exit codes: 1 something failed, 2 wrong usage, 3 a package is missing and cannot be installed.
# shellcheck shell=bash

readonly node_needed=20.19.0  # Vite 8 does not start on older ones
readonly node_fetched=22      # what we fetch when there is none
readonly cache=${XDG_CACHE_HOME:-$HOME/.cache}/nostos
readonly logs=$root/build/logs
export LC_ALL=C.UTF-8 NO_COLOR=1

say() { printf '==> %s\n' "$*"; }
detail() { printf '    %s\n' "$*"; }
stop() {  # stop EXIT_CODE MESSAGE…
  local code=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$code"
}

# Runs a command with its output in a log file; tells how far it is every few seconds. The command
# has its own process group, so that stopping it (Ctrl-C, a time limit) stops all it started.
# logged NAME WHAT COMMAND…      `limit=SECONDS logged …` stops it when it takes longer.
job=
logged() {
  local log=$logs/$1.log what=$2 started=$SECONDS next=5 last='' line status=0
  shift 2
  mkdir -p "$logs"
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  job=$!
  set +m
  while kill -0 "$job" 2>/dev/null; do
    sleep 0.1
    [ "$((SECONDS - started))" -ge "$next" ] || continue
    next=$((next + 5))
    line=$(tail -c 2000 "$log" | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c 1-100)
    [ "$line" = "$last" ] || detail "$((SECONDS - started)) s  $line"
    last=$line
    if [ "$((SECONDS - started))" -ge "${limit:-100000}" ]; then
      detail "stopped: it took longer than its limit of $limit s"
      kill -TERM -- -"$job"
      break
    fi
  done
  wait "$job" || status=$?
  job=
  if [ "$status" != 0 ]; then
    detail "$what failed (exit $status) after $((SECONDS - started)) s. The end of ${log#"$root"/}:" >&2
    tail -n 60 "$log" | sed 's/^/    | /' >&2
  fi
  return "$status"
}
in_folder() { cd "$root/$1" && shift && "$@"; }

readonly scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap '[ -z "$job" ] || kill -TERM -- -"$job"; exit 130' INT TERM

# --- Debian packages ------------------------------------------------------------------------------

names_in() { sed -e 's/[[:space:]]*#.*//' -e '/^$/d' "$root/packages/$1.txt"; }

# Prints the packages of the lists that are not installed.
missing_packages() {
  local list
  for list in "$@"; do names_in "$list"; done | sort -u >"$scratch/wanted"
  # shellcheck disable=SC2046 # one word a package is what dpkg-query wants
  dpkg-query -W -f '${Package}\t${db:Status-Status}\n' $(cat "$scratch/wanted") 2>/dev/null |
    awk '$2 == "installed" {print $1}' | sort -u >"$scratch/installed"
  comm -23 "$scratch/wanted" "$scratch/installed"
}

# need_packages PURPOSE LIST…: installs what the lists name and the machine lacks.
need_packages() {
  local purpose=$1 missing
  shift
  if ! command -v dpkg-query >/dev/null; then
    say "Not a Debian system: taking it that what packages/{$(IFS=, && echo "$*")}.txt name is there."
    return 0
  fi
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  say "Missing, $purpose:"
  local list
  for list in "$@"; do
    printf '%s\n' "$missing" |
      awk 'NR == FNR {want[$1]} NR > FNR && $1 in want {print "    " $0}' - "$root/packages/$list.txt"
  done
  install_packages $missing
}

install_packages() {
  local line="apt-get update && apt-get install -y --no-install-recommends $*" as=()
  [ "${no_apt:-no}" = no ] ||
    stop 3 "Asked to install nothing (--no-apt). Run this as root, then try again:" "" "    $line" ""
  if [ "$(id -u)" != 0 ]; then
    may_sudo ||
      stop 3 "These need root to install. Have this run once as root, then try again:" "" "    $line" ""
    as=(sudo)
  fi
  say "Installing them with apt-get${as:+ (through sudo)}"
  apt_with_progress "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update &&
    apt_with_progress "${as[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get -q install -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@" ||
    stop 1 "apt-get could not install them. The end of what it said:" "$(tail -n 15 "$logs/apt.log")" "" \
      "Mend that (network, /etc/apt/sources.list, disk space), then try again. The line was:" "    $line"
}

may_sudo() {
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null && return 0
  [ -t 0 ] && say "Installing packages needs root; sudo may ask for your password." && sudo -v
}

# What apt says ("Get:3 …", "Setting up g++ …") becomes one line for every ten per cent. Its own
# progress channel is not used: on standard output it takes the packages' scripts their output away.
apt_with_progress() {
  mkdir -p "$logs"
  set -o pipefail
  "$@" 2>&1 </dev/null | tee -a "$logs/apt.log" | awk '
    / newly installed/ {total = $1 + $3}
    /^Get:/ {fetched++; tell("fetched", fetched)}
    /^Setting up / {ready++; tell("installed", ready)}
    function tell(what, done) {
      if (!total) return
      line = sprintf("    %s %d %% of %d packages", what, int(10 * done / total) * 10, total)
      if (line != last) {print line; fflush()}
      last = line
    }'
}

# --- Node ------------------------------------------------------------------------------------------

# Succeeds when version $1 is at least $2.
at_least() { [ "$(printf '%s\n%s\n' "$2" "${1#v}" | sort -V | head -n 1)" = "$2" ]; }
node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null && at_least "$(node --version)" "$node_needed"
}

# The package list that Node needs here: "node", or nothing when there is one. For one apt-get run in all.
node_list() { command -v npm >/dev/null || echo node; }

# Puts a new enough node on the PATH.
need_node() {
  node_is_new_enough && return 0
  local fetched=$cache/node_modules/node/bin
  if [ -x "$fetched/node" ] && command -v npm >/dev/null; then
    PATH=$fetched:$PATH
    node_is_new_enough && return 0
  fi
  command -v node >/dev/null && say "Node $(node --version) is too old for the web pages ($node_needed is needed)."
  command -v npm >/dev/null || need_packages "to build the web pages" node
  if ! node_is_new_enough; then
    say "Fetching Node $node_fetched into $cache"
    mkdir -p "$cache"
    logged node "Fetching Node" npm install --no-audit --no-fund --no-save --prefix "$cache" "node@$node_fetched" ||
      stop 1 "Node $node_fetched could not be fetched. Try again with a network, or install Node $node_needed."
    PATH=$fetched:$PATH
  fi
  node_is_new_enough || stop 1 "Node is still $(node --version); $node_needed or newer is needed."
}

# --- The web pages -----------------------------------------------------------------------------------

# One hash over the content of everything below the named paths, made files left out.
content_hash() {
  (cd "$root" && find "$@" -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-64)
}
web_hash() { content_hash web api/openapi.yaml; }
stamped() { [ "$(cat "$root/build/stamps/$1" 2>/dev/null)" = "$2" ]; }
stamp() { mkdir -p "$root/build/stamps" && printf '%s\n' "$2" >"$root/build/stamps/$1"; }

need_web_modules() {
  local hash
  hash=$(content_hash web/package.json web/package-lock.json)
  [ -d "$root/web/node_modules" ] && stamped web_modules "$hash" && return 0
  need_node
  say "Fetching the web pages' libraries"
  logged npm-ci "npm ci" in_folder web npm ci --no-audit --no-fund || return 1
  stamp web_modules "$hash"
}

# Builds web/dist when a source of it has changed.
build_web() {
  [ -f "$root/web/package.json" ] || { say "web/ is not there yet: building without pages"; return 0; }
  local hash
  hash=$(web_hash)
  [ -d "$root/web/dist" ] && stamped web_dist "$hash" && return 0
  need_node
  need_web_modules || return 1
  say "Building the web pages"
  logged web-build "The web build" in_folder web npm run build || return 1
  stamp web_dist "$(web_hash)"
}

# --- The C++ build -----------------------------------------------------------------------------------

# build_preset PRESET [TARGET…]: configures once, then lets Ninja decide what is out of date.
build_preset() {
  local preset=$1 dir=$root/build/$1
  shift
  if [ ! -f "$dir/build.ninja" ]; then
    logged "configure-$preset" "Configuring" in_folder . cmake --preset "$preset" || return 1
  fi
  logged "build-$preset" "The build" cmake --build "$dir" ${*:+--target "$@"}
}

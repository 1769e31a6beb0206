# Read by the scripts of the peers: VERB PORT FOLDER, where VERB is start, reload or stop.
set -euo pipefail
verb="$1"
port="$2"
folder="$3"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

need() {
  command -v "$1" > /dev/null || { echo "$1 is missing: $2" >&2; exit 1; }
}

# Starts a command in the background that outlives this script: NAME COMMAND...
background() {
  local name="$1"
  shift
  setsid "$@" > "$folder/$name.log" 2>&1 < /dev/null &
  echo "$!" > "$folder/$name.pid"
}

pid_of() {
  cat "$folder/$1.pid" 2> /dev/null || echo 0
}

children() {
  cat "/proc/$1/task/$1/children" 2> /dev/null || true
}

# Ends a process that this script had started, in the way it asks for, and waits for it.
end() {
  local pid
  pid="$(pid_of "$1")"
  [ "$pid" -gt 1 ] && kill -0 "$pid" 2> /dev/null || return 0
  kill -TERM "$pid"
  await "$1 to end" gone "$pid"
}

gone() {
  ! kill -0 "$1" 2> /dev/null
}

# Whether none of the processes that were there before is a child any more: PARENT BEFORE...
replaced() {
  local parent="$1" child
  shift
  for child in $(children "$parent"); do
    case " $* " in *" $child "*) return 1 ;; esac
  done
  [ "$(children "$parent" | wc -w)" -ge 2 ]
}

# Waits at most a minute: WHAT COMMAND...
await() {
  local what="$1" tries
  shift
  for tries in $(seq 600); do
    "$@" && return 0
    sleep 0.1
  done
  echo "Waited in vain for $what" >&2
  return 1
}

answers() {
  (exec 3<> "/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\n\r\n' "${READY:-/pid}" >&3 && grep -q '200' <&3) 2> /dev/null
}

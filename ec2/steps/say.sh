# shellcheck shell=bash
# Lines for whoever reads the log, and one process at a time.

say() { echo "kafka-node: $1"; }

# fail CODE LINE: the codes are in kafka-node's usage.
fail() {
  echo "kafka-node: $2" >&2
  exit "$1"
}

last_line() { grep -v '^[[:space:]]*$' "$1" | tail -n 1 || true; }

# What only root may read, on a file system that is memory; gone with the process.
open_scratch() {
  mkdir -p "$scratch"
  chmod 700 "$scratch"
  private="$(mktemp -d "$scratch/XXXXXX")"
  trap 'rm -rf "$private"' EXIT
}

# A boot and a renewal at once would both start the service and both write the same files.
only_one_at_a_time() {
  open_scratch
  exec 9>"$scratch/lock"
  flock --timeout 900 9 || fail 1 "another kafka-node has been at work for 15 minutes; look at it with: ps -ef | grep kafka-node"
}

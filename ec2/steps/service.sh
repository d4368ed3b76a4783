# shellcheck shell=bash
# The service, and when a node counts as up: not when its process runs but when it takes part in the cluster.

ready_wait_seconds="${KAFKA_NODE_READY_SECONDS:-600}"

install_service() {
  mkdir -p "$root/etc/systemd/system"
  write_once "$root/etc/systemd/system/kafka.service" 644 <"$here/systemd/kafka.service"
  control daemon-reload
}

start_node() {
  local deadline=$((SECONDS + ready_wait_seconds))
  [[ -r "$config/server.properties" ]] || fail 2 "node $NODE_ID was never booted on this instance; run kafka-node boot"
  grow_file_system
  control start kafka.service
  until is_ready; do
    systemctl -q is-active kafka.service 9>&- || fail 1 "Kafka ended: $(why_it_ended)"
    ((SECONDS < deadline)) || fail 4 "node $NODE_ID runs and does not take part in the cluster after $ready_wait_seconds s; are $VOTERS up and their names known?"
    sleep 1
  done
  say "node $NODE_ID takes part in the cluster"
}

stop_node() {
  control stop kafka.service
  say "node $NODE_ID is stopped"
}

control() { systemctl "$@" >"$private/systemctl" 2>&1 9>&- || fail 1 "systemctl $*: $(last_line "$private/systemctl")"; }

# A broker that is registered and unfenced says state 3; a controller knows who leads.
is_ready() {
  if [[ "$NODE_ROLE" == broker ]]; then
    [[ "$(metric BrokerState)" == 3 ]]
  else
    [[ "$(metric QuorumLeader)" =~ ^[0-9]+$ ]]
  fi
}

# Empty while nobody answers.
metric() {
  { curl -fsS --noproxy '*' --max-time 10 "http://$(cat "$config/address"):$METRICS_PORT/metrics" 2>/dev/null || true; } |
    awk -v name="$1" '$1 == name { printf "%.0f\n", $2 }'
}

why_it_ended() {
  local log="$root/var/log/kafka/server.log"
  { grep -E '(ERROR|FATAL|^Caused by|Exception)' "$log" 2>/dev/null || last_line "$log"; } | tail -n 1 | cut -c 1-300
}

show_status() {
  local state ready=false started='' process=''
  state="$(systemctl is-active kafka.service)" || true
  if [[ "$state" == active ]]; then
    if is_ready; then ready=true; fi
    started="$(metric process_start_time_seconds)"
    # Another one after each start, whether or not the process answers: by it a restart is known to have happened.
    process="$(systemctl show --property=InvocationID --value kafka.service)" || true
  fi
  jq -cn --argjson node "$NODE_ID" --arg role "$NODE_ROLE" --arg cluster "$CLUSTER_NAME" --arg id "$CLUSTER_ID" --arg state "$state" --argjson ready "$ready" \
    --arg started "$started" --arg process "$process" --arg expires "$(certificate_end 2>/dev/null || true)" --arg artifact "$ARTIFACT_SHA256" '
    {nodeId: $node, role: $role, clusterName: $cluster, clusterId: $id, service: $state, ready: $ready, artifactSha256: $artifact}
    + (if $process == "" then {} else {process: $process} end)
    + (if $started == "" then {} else {startedAt: ($started | tonumber | todate)} end)
    + (if $expires == "" then {} else {certificateUntil: ($expires | strptime("%b %e %H:%M:%S %Y GMT") | mktime | todate)} end)'
}

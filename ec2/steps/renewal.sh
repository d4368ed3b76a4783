# shellcheck shell=bash
# A new certificate is used from the next start on. The node starts anew for it only while every other node is in step, so running this on
# all nodes one after another is a rolling restart.

renew_certificates() {
  local started
  read_metadata
  fetch_certificate
  if [[ "$certificate_changed" == yes ]]; then say "a new certificate is in place, good until $(certificate_end)"; fi
  started="$(metric process_start_time_seconds)"
  if ! systemctl -q is-active kafka.service 9>&-; then
    say "Kafka is not running; it will use the certificate when it starts"
  elif (($(stat -c %Y "$config/tls/node.pem") < ${started:-0})); then
    say "Kafka uses the newest certificate, good until $(certificate_end)"
  else
    refuse_to_weaken
    stop_node
    start_node
  fi
}

refuse_to_weaken() {
  local lagging
  cat >"$private/client.properties" <<PROPERTIES
security.protocol=SSL
ssl.keystore.type=PEM
ssl.keystore.location=$config/tls/node.pem
ssl.truststore.type=PEM
ssl.truststore.location=$config/tls/authority.pem
PROPERTIES
  if [[ "$NODE_ROLE" == broker ]]; then
    kafka_tool org.apache.kafka.tools.TopicCommand --bootstrap-server "$NODE_HOST:$BROKER_PORT" --command-config "$private/client.properties" \
      --describe --under-replicated-partitions >"$private/gate" 2>"$private/gate.error" || cannot_tell
    lagging="$(grep -c 'Partition:' "$private/gate" || true)"
    [[ "$lagging" == 0 ]] || fail 3 "not restarted for the new certificate: $lagging partitions are under-replicated; run this again when none is"
  else
    kafka_tool org.apache.kafka.tools.MetadataQuorumCommand --bootstrap-controller "$NODE_HOST:$CONTROLLER_PORT" \
      --command-config "$private/client.properties" describe --replication >"$private/gate" 2>"$private/gate.error" || cannot_tell
    # Columns: NodeId DirectoryId LogEndOffset Lag LastFetchTimestamp LastCaughtUpTimestamp Status.
    lagging="$(awk -v now="$(date +%s%3N)" '$7 == "Follower" && now - $6 > 30000 { print $1 }' "$private/gate" | tr '\n' ' ')"
    [[ -z "$lagging" ]] || fail 3 "not restarted for the new certificate: controller ${lagging% } is behind; run this again when it has caught up"
  fi
}

cannot_tell() { fail 3 "not restarted for the new certificate: whether the cluster can spare node $NODE_ID is not known: $(last_line "$private/gate.error")"; }

# shellcheck shell=bash
# Kafka's storage is formatted once in the life of a slot. That it was is written down twice, on the volume and in its tags, so that
# an empty volume is told from a new one.

format_storage() {
  local identity="$data/kafka/meta.properties"
  if [[ -f "$identity" ]]; then
    [[ "$(property cluster.id "$identity") $(property node.id "$identity")" == "$CLUSTER_ID $NODE_ID" ]] ||
      fail 3 "volume $VOLUME_ID holds node $(property node.id "$identity") of cluster $(property cluster.id "$identity"), not node $NODE_ID of $CLUSTER_ID"
    say "volume $VOLUME_ID holds the data of this node"
  else
    refuse_lost_data
    format_arguments >"$private/format"
    kafka_tool kafka.tools.StorageTool "@$private/format" >"$private/format.log" 2>&1 ||
      fail 1 "the storage was not formatted: $(last_line "$private/format.log")"
    rm "$private/format"
    if [[ "$NODE_ROLE" == controller ]]; then
      # The others know their voter by the id of its directory, and the tool makes up one where it is not told who votes.
      sed "s/^directory\.id=.*/directory.id=$(own_directory_id)/" "$identity" | write_once "$identity" 644
    fi
    sync -f "$identity"
    say "volume $VOLUME_ID is formatted for node $NODE_ID"
  fi
  # The user may have another number on every instance.
  chown -R "$user" "$data"
  remember_format
}

own_directory_id() { tr , '\n' <<<"$VOTERS" | sed -n "s/^$NODE_ID@.*:\([^:]*\)$/\1/p"; }

property() { sed -n "s/^${1//./\\.}=//p" "$2"; }

# One a line, as the tool reads them from a file: passwords have no place on a command line.
format_arguments() {
  local secrets secret index=0
  printf '%s\n' format --cluster-id "$CLUSTER_ID" --config "$config/server.properties"
  # A controller that lost its volume has to hear from the others who votes. Were it to count itself in with an empty log, it could help to
  # elect a leader that lacks records.
  if [[ "$NODE_ROLE" == broker || -n "$(volume_tag formatted)" ]]; then
    printf '%s\n' --no-initial-controllers
    return
  fi
  printf '%s\n' --initial-controllers "$VOTERS"
  IFS=, read -ra secrets <<<"$FIRST_USER_SECRET_ARNS"
  for secret in "${secrets[@]}"; do
    index=$((index + 1))
    must_call "the secret of a first user cannot be read" "user$index" secretsmanager get-secret-value --secret-id "$secret"
    # The tool takes the value apart at these characters.
    jq -er '.SecretString | fromjson | select(.username + .password | test("^[A-Za-z0-9._~+/=@%^*!-]+$")) |
      "--add-scram", "SCRAM-SHA-512=[name=\(.username),iterations=8192,password=\(.password)]"' "$private/user$index" 2>/dev/null ||
      fail 3 "secret $secret has to be JSON with a username and a password of letters, digits and . _ ~ + / = @ % ^ * ! -"
  done
}

kafka_tool() {
  local main="$1"
  shift
  java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dkafka.logs.dir=$private" \
    "-Dlog4j2.configurationFile=$here/etc/log4j2-tools.properties" -cp "$here/libs/*" "$main" "$@" 9>&-
}

remember_format() {
  if [[ -z "$(volume_tag formatted)" ]]; then
    must_call "volume $VOLUME_ID cannot be tagged" tag ec2 create-tags --resources "$VOLUME_ID" --tags "Key=kafka-steward:formatted,Value=$CLUSTER_ID"
  fi
  # The permission was for this one loss.
  if [[ -n "$(volume_tag may-be-empty)" ]]; then
    must_call "volume $VOLUME_ID cannot be untagged" tag ec2 delete-tags --resources "$VOLUME_ID" --tags Key=kafka-steward:may-be-empty
  fi
}

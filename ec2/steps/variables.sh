# shellcheck shell=bash
# node.env is read as text and never executed: its values come from a template that others may have written to.

name='[A-Za-z0-9._-]+'
host='[a-z0-9]([a-z0-9.-]*[a-z0-9])?'
port='[1-9][0-9]{0,4}'
uuid='[A-Za-z0-9_][A-Za-z0-9_-]{21}'
voter="[0-9]+@$host:$port:$uuid"
secret='arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+'
declare -Ar shapes=(
  [CLUSTER_NAME]="$name" [CLUSTER_ID]="$uuid" [NODE_ID]='[0-9]{1,5}' [NODE_ROLE]='broker|controller'
  [NODE_HOST]="$host\.$host" [HOSTED_ZONE_ID]='[A-Z0-9]+' [EXPECTED_ZONE]='[a-z0-9-]+' [VOLUME_ID]='vol-[0-9a-fA-F]+'
  [VOTERS]="$voter(,$voter)*" [CLIENT_PORT]="$port" [BROKER_PORT]="$port" [CONTROLLER_PORT]="$port" [METRICS_PORT]="$port"
  [HEAP_MEGABYTES]='[1-9][0-9]{1,6}' [ARTIFACT_BUCKET]='[a-z0-9.-]+' [ARTIFACT_KEY]='[A-Za-z0-9/._-]+'
  [ARTIFACT_SHA256]='[0-9a-f]{64}' [CERTIFICATE_SECRET_ARN]="$secret" [FIRST_USER_SECRET_ARNS]="($secret(,$secret)*)?"
  [SUPER_USERS]="$name(,$name)*" [LOG_GROUP]='[A-Za-z0-9/._#-]+' [METRIC_NAMESPACE]='[A-Za-z0-9/._#:-]+' [AWS_REGION]='[a-z0-9-]+'
)

read_variables() {
  local file="$1" line variable
  [[ -r "$file" ]] || fail 2 "/etc/kafka-steward/node.env cannot be read; user data writes it"
  while IFS= read -r line || [[ -n "$line" ]]; do
    variable="${line%%=*}"
    [[ "$line" == *=* && -n "${shapes[$variable]:-}" ]] || fail 2 "/etc/kafka-steward/node.env: \"$variable\" is not a variable of a node"
    printf -v "$variable" '%s' "${line#*=}"
    export "${variable?}"
  done <"$file"
  for variable in "${!shapes[@]}"; do
    [[ -v "$variable" ]] || fail 2 "/etc/kafka-steward/node.env does not say $variable"
    [[ "${!variable}" =~ ^(${shapes[$variable]})$ ]] ||
      fail 2 "/etc/kafka-steward/node.env: $variable is \"${!variable}\"; it has to look like ${shapes[$variable]}"
  done
  check_role
}

check_role() {
  if [[ "$NODE_ROLE" == controller ]]; then
    [[ ",$VOTERS" == *",$NODE_ID@$NODE_HOST:$CONTROLLER_PORT:"* ]] ||
      fail 2 "/etc/kafka-steward/node.env: controller $NODE_ID at $NODE_HOST:$CONTROLLER_PORT is not among VOTERS=$VOTERS"
    [[ -n "$FIRST_USER_SECRET_ARNS" ]] || fail 2 "/etc/kafka-steward/node.env: a controller needs FIRST_USER_SECRET_ARNS, the users a new cluster starts with"
  elif [[ ",$VOTERS" == *",$NODE_ID@"* ]]; then
    fail 2 "/etc/kafka-steward/node.env: broker $NODE_ID has the id of a controller in VOTERS=$VOTERS"
  fi
}

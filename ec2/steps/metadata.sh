# shellcheck shell=bash
# Where this instance is. IMDSv2 only: every question carries a token, which goes in by stdin since a command line is for all to read.

imds="${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}"

read_metadata() {
  local token
  token="$(curl -fsS --noproxy '*' --max-time 5 --retry 8 --retry-connrefused --retry-delay 1 -X PUT \
    -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$imds/latest/api/token" 2>"$private/imds.error")" ||
    fail 1 "the instance's metadata service gives no token: $(last_line "$private/imds.error")"
  instance_id="$(metadatum "$token" instance-id)"
  zone_name="$(metadatum "$token" placement/availability-zone)"
  zone_id="$(metadatum "$token" placement/availability-zone-id)"
  address="$(metadatum "$token" local-ipv4)"
  write_once "$config/address" 644 <<<"$address"
}

metadatum() {
  printf 'header = "X-aws-ec2-metadata-token: %s"\n' "$1" |
    curl -fsS --noproxy '*' --max-time 5 --retry 8 --retry-connrefused --retry-delay 1 --config - "$imds/latest/meta-data/$2" 2>"$private/imds.error" ||
    fail 1 "the instance's metadata service does not say $2: $(last_line "$private/imds.error")"
}

check_zone() {
  [[ "$EXPECTED_ZONE" == "$zone_name" || "$EXPECTED_ZONE" == "$zone_id" ]] ||
    fail 3 "instance $instance_id is in zone $zone_name ($zone_id) and node $NODE_ID belongs to $EXPECTED_ZONE, where its volume is; correct the subnet of its auto scaling group"
  say "node $NODE_ID ($NODE_ROLE) of $CLUSTER_NAME on $instance_id, $address in $zone_name ($zone_id)"
}

# write_once FILE MODE: a reader sees the old content or the new, never half of it.
write_once() {
  local fresh="$1.fresh"
  mkdir -p "$(dirname "$1")"
  (umask 077 && cat >"$fresh")
  chmod "$2" "$fresh"
  mv -T "$fresh" "$1"
}

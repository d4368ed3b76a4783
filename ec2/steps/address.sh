# shellcheck shell=bash
# The name of the slot points at the instance that has it now. Clients and peers know only the name.

point_address() {
  jq -n --arg host "$NODE_HOST" --arg address "$address" \
    '{Changes: [{Action: "UPSERT", ResourceRecordSet: {Name: $host, Type: "A", TTL: 10, ResourceRecords: [{Value: $address}]}}]}' \
    >"$private/record"
  must_call "the record of $NODE_HOST cannot be written" route53 route53 change-resource-record-sets \
    --hosted-zone-id "$HOSTED_ZONE_ID" --change-batch "file://$private/record"
}

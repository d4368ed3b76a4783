# shellcheck shell=bash
# server.properties: what all clusters of a comparison share comes as settings.properties, the rest follows from the slot.

write_settings() {
  local shared="$config/settings.properties" own="$private/own.properties" twice
  [[ -r "$shared" ]] || fail 2 "/etc/kafka-steward/settings.properties cannot be read; user data writes it"
  { both_roles && "${NODE_ROLE}_role"; } >"$own"
  twice="$(comm -12 <(keys_of "$shared") <(keys_of "$own") | head -n 1)"
  [[ -z "$twice" ]] || fail 2 "/etc/kafka-steward/settings.properties sets $twice, which follows from the slot; take it out"
  cat "$shared" "$own" | write_once "$config/server.properties" 644
  mkdir -p "$root/var/log/kafka"
  chown "$user" "$root/var/log/kafka"
}

keys_of() { sed -n 's/^[[:space:]]*\([A-Za-z0-9._-]*\)[[:space:]]*[=:].*/\1/p' "$1" | sort -u; }

both_roles() {
  # One principal for all nodes, made of the domain their certificates are for: a list of names would change on every node
  # whenever one is added.
  local domain="${NODE_HOST#*.}" store="$config/tls" super
  super="User:nodes.$domain;User:${SUPER_USERS//,/;User:}"
  cat <<PROPERTIES
node.id=$NODE_ID
process.roles=$NODE_ROLE
log.dirs=$data/kafka
controller.quorum.bootstrap.servers=$(sed -E 's/[0-9]+@([^:,]+:[0-9]+):[^,]+/\1/g' <<<"$VOTERS")
controller.listener.names=CONTROLLERS
listener.security.protocol.map=CLIENTS:SASL_SSL,BROKERS:SSL,CONTROLLERS:SSL
ssl.keystore.type=PEM
ssl.keystore.location=$store/node.pem
ssl.truststore.type=PEM
ssl.truststore.location=$store/authority.pem
ssl.principal.mapping.rules=RULE:^CN=[^.,]+[.]${domain//./[.]}(,.*)?\$/nodes.$domain/
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=$super
num.recovery.threads.per.data.dir=$(nproc)
PROPERTIES
}

broker_role() {
  cat <<PROPERTIES
broker.rack=$zone_id
listeners=CLIENTS://$address:$CLIENT_PORT,BROKERS://$address:$BROKER_PORT
advertised.listeners=CLIENTS://$NODE_HOST:$CLIENT_PORT,BROKERS://$NODE_HOST:$BROKER_PORT
inter.broker.listener.name=BROKERS
listener.name.brokers.ssl.client.auth=required
listener.name.clients.ssl.client.auth=none
listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.clients.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
PROPERTIES
}

controller_role() {
  cat <<PROPERTIES
listeners=CONTROLLERS://$address:$CONTROLLER_PORT
advertised.listeners=CONTROLLERS://$NODE_HOST:$CONTROLLER_PORT
listener.name.controllers.ssl.client.auth=required
PROPERTIES
}

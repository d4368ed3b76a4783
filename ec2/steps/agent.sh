# shellcheck shell=bash
# The CloudWatch agent: the machine's figures, Kafka's metrics and the log. A node without it still serves, so nothing here stops a boot.

start_agent() {
  jq -n --arg namespace "$METRIC_NAMESPACE" --arg group "$LOG_GROUP" --arg cluster "$CLUSTER_NAME" --arg node "$NODE_ID" \
    --arg scrape "$config/prometheus.yaml" --arg log "$root/var/log/kafka/server.log" --arg data "$data" \
    -f "$here/etc/cloudwatch-agent.jq" | write_once "$config/cloudwatch-agent.json" 644
  write_once "$config/prometheus.yaml" 644 <<SCRAPE
global:
  scrape_interval: 1m
  scrape_timeout: 20s
scrape_configs:
  - job_name: kafka
    static_configs:
      - targets: ['$address:$METRICS_PORT']
        labels: {ClusterName: '$CLUSTER_NAME', NodeId: '$NODE_ID'}
SCRAPE
  PATH="$PATH:/opt/aws/amazon-cloudwatch-agent/bin" amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c "file:$config/cloudwatch-agent.json" >"$private/agent" 2>&1 9>&- ||
    say "no metrics and logs will be in CloudWatch, its agent does not start: $(last_line "$private/agent")"
}

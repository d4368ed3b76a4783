# The agent's configuration, named as Amazon MSK names the same figures.
{ClusterName: $cluster, NodeId: $node} as $dimensions
| {
  agent: {metrics_collection_interval: 60, omit_hostname: true},
  metrics: {
    namespace: $namespace,
    aggregation_dimensions: [["ClusterName", "NodeId"]],
    metrics_collected: {
      cpu: {
        totalcpu: true,
        measurement: [
          {name: "usage_user", rename: "CpuUser", unit: "Percent"},
          {name: "usage_system", rename: "CpuSystem", unit: "Percent"},
          {name: "usage_iowait", rename: "CpuIoWait", unit: "Percent"},
          {name: "usage_idle", rename: "CpuIdle", unit: "Percent"}
        ],
        append_dimensions: $dimensions
      },
      mem: {
        measurement: [
          {name: "used", rename: "MemoryUsed", unit: "Bytes"},
          {name: "available", rename: "MemoryFree", unit: "Bytes"}
        ],
        append_dimensions: $dimensions
      },
      disk: {
        resources: [$data],
        drop_device: true,
        measurement: [
          {name: "used_percent", rename: "KafkaDataLogsDiskUsed", unit: "Percent"},
          {name: "used", rename: "KafkaDataLogsDiskUsedBytes", unit: "Bytes"}
        ],
        append_dimensions: $dimensions
      }
    }
  },
  logs: {
    metrics_collected: {
      prometheus: {
        log_group_name: $group,
        prometheus_config_path: $scrape,
        emf_processor: {
          metric_namespace: $namespace,
          metric_declaration: [{
            source_labels: ["job"],
            label_matcher: "^kafka$",
            dimensions: [["ClusterName", "NodeId"]],
            metric_selectors: [
              "^Bytes(In|Out)PerSec$", "^MessagesInPerSec$", "^Under(ReplicatedPartitions|MinIsrPartitionCount)$",
              "^OfflinePartitionsCount$", "^(Global)?PartitionCount$", "^LeaderCount$", "^GlobalTopicCount$", "^Active(Controller|Broker)Count$",
              "^FencedBrokerCount$", "^PreferredReplicaImbalanceCount$", "^(RequestHandler|NetworkProcessor)AvgIdlePercent$",
              "^(Produce|FetchConsumer|FetchFollower)TotalTimeMs(Mean|P99)$", "^MetadataLagMs$", "^Quorum(Epoch|HighWatermark|LogEndOffset)$"
            ]
          }]
        }
      }
    },
    logs_collected: {
      files: {
        collect_list: [{
          file_path: $log,
          log_group_name: $group,
          log_stream_name: ("node-" + $node + "/server"),
          timestamp_format: "[%Y-%m-%d %H:%M:%S,%f]",
          multi_line_start_pattern: "{timestamp_format}"
        }]
      }
    }
  }
}

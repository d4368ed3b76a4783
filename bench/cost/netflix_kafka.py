"""Plans Kafka clusters with Netflix's capacity model. Reads questions as JSON, writes answers as JSON."""

import importlib.metadata
import json
import statistics
import sys
import time

from service_capacity_modeling.capacity_planner import planner
from service_capacity_modeling.interface import CapacityDesires, QueryPattern, certain_int


def plan(question, families):
    # Its Kafka model reads the bytes a second written as the size of one write, and readers as reads a second.
    desires = CapacityDesires(
        service_tier=1,
        query_pattern=QueryPattern(
            estimated_read_per_second=certain_int(question["fanOut"]),
            estimated_write_per_second=certain_int(1),
            estimated_mean_write_size_bytes=certain_int(question["inBytesPerSecond"]),
        ),
    )
    return planner.plan_certain(
        model_name="org.netflix.kafka",
        region="us-east-1",
        desires=desires,
        instance_families=families,
        num_results=1,
        # Strong: three copies. Attached: disks that outlive a machine, as in our own model.
        extra_model_arguments={
            "cluster_type": "strong",
            "retention": f"PT{question['retentionHours']}H",
            "require_attached_disks": True,
        },
    )


def choice(plans):
    if not plans:
        return None
    clusters = plans[0].candidate_clusters
    zone = clusters.zonal[0]
    return {
        "type": zone.instance.name,
        "brokers": zone.count * len(clusters.zonal),
        "diskGib": sum(drive.size_gib for drive in zone.attached_drives),
        "usdPerMonth": float(clusters.total_annual_cost) / 12,
    }


def timed(question, families, rounds):
    plans = plan(question, families)
    walls = []
    for _ in range(rounds):
        started = time.perf_counter()
        plan(question, families)
        walls.append((time.perf_counter() - started) * 1000)
    return {"choice": choice(plans), "medianMs": statistics.median(walls)}


asked = json.load(sys.stdin)
answers = [
    {
        "all": timed(question, None, asked["rounds"]),
        "shared": timed(question, asked["sharedFamilies"], asked["rounds"]),
    }
    for question in asked["questions"]
]
version = importlib.metadata.version("service-capacity-modeling")
json.dump({"version": version, "answers": answers}, sys.stdout)

import type { ClusterHealthPort } from '../../../ports/cluster-health.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { electPreferred } from './elect-preferred.ts';
import { readHealth } from './read-health.ts';

/** What one cluster says of its own state, and its leaders. */
export function openHealth(client: ClusterClient): ClusterHealthPort {
  return {
    readHealth: () => readHealth(client),
    electPreferred: partitions => electPreferred(client, partitions),
  };
}

import type { PartitionOwner } from '../../src/domain/lag/verdict.ts';

/** Which process a member is, as people find it: `app-1 at 10.0.0.7 as instance-1`. Not yet safe text. */
export function whereIs({ clientId, clientHost, instanceId }: Omit<PartitionOwner, 'memberId'>): string {
  const host = clientHost.replace(/^\//, '');
  return `${clientId} at ${host}${instanceId === undefined ? '' : ` as ${instanceId}`}`;
}

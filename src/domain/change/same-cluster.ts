import { OperationError } from '../errors.ts';
import type { ChangeStep, Plan } from './plan.ts';

/** Rejects a cluster that is not the one a recorded run worked on: its objects mean nothing here. */
export function assertSameCluster({ planId, target }: Plan<ChangeStep>, clusterId: string): void {
  if (target.clusterId === clusterId) return;
  const message = `run ${planId} was on cluster ${target.clusterId}, this is ${clusterId}; name that one`;
  throw new OperationError('InputInvalid', message);
}

import type { ChangeTarget } from '../domain/change/plan.ts';
import type { AclCluster } from '../ports/acl-cluster.ts';
import type { GroupReader } from '../ports/cluster-reader.ts';
import type { OffsetCluster } from '../ports/offset-cluster.ts';

/** What moving offsets reads and acts through. */
export interface OffsetWorld {
  readonly target: ChangeTarget;
  readonly offsets: OffsetCluster;
  readonly groups: GroupReader;
  /** What a hold is made of. */
  readonly acls: AclCluster;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** How long a plan waits for the members of the group to leave. */
  readonly emptyWithinMs: number;
  /** Told what is waited for, each time it changes. */
  readonly onWaiting: (sentence: string) => void;
  /** How long the commits of the group have to stand still before it is taken for stopped. */
  readonly watchMs: number;
  /** How long reading back may differ from the plan before that is told. */
  readonly verifyWithinMs: number;
}

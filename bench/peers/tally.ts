import type { Totals } from '../fleet/fleet.ts';

/** Adds up what a client written in TypeScript read, one group-partition at a time. */
export function startTally() {
  let groupPartitions = 0;
  let sumCommitted = 0;
  let totalLag = 0;
  return {
    add(committed: number, end: number): void {
      if (committed < 0) return;
      groupPartitions++;
      sumCommitted += committed;
      totalLag += Math.max(0, end - committed);
    },
    print(groups: number): void {
      console.log(JSON.stringify({ groups, groupPartitions, sumCommitted, totalLag } satisfies Totals));
    },
  };
}

/**
 * The table that keeps runs in DynamoDB: the names of its keys, attributes and indexes, so that whoever creates it and
 * whoever uses it mean the same. One table for all, so that one name is all that has to be given.
 *
 * | partition          | sort                   | item                                              |
 * | ------------------ | ---------------------- | ------------------------------------------------- |
 * | `approval#<run>`   | `approval`             | who waits for an answer, with the task token      |
 * | `run#<run>`        | `entry#<number>#<part>` | one part of one journal entry, gzipped            |
 * | `run#<run>`        | `header`               | the run as a list shows it; the only indexed item |
 * | `lock#<cluster>`   | `lock`                 | who may change the cluster; never removed         |
 */
export const runTableKeys = { partition: 'pk', sort: 'sk' } as const;

/** DynamoDB's time to live: seconds since 1970. Absent where an item is kept for good. */
export const forgetAtAttribute = 'forgetAtSeconds';

/**
 * Indexes of headers, all of their attributes projected, each sorted by when the run started. `partition` and `sort` are
 * strings.
 */
export const runIndexes = {
  all: { name: 'all-by-start', partition: 'list', sort: 'startedAt' },
  cluster: { name: 'cluster-by-start', partition: 'clusterId', sort: 'startedAt' },
  kind: { name: 'kind-by-start', partition: 'kind', sort: 'startedAt' },
  person: { name: 'person-by-start', partition: 'person', sort: 'startedAt' },
} as const;

/** The one value of the partition of `runIndexes.all`. */
export const everyRun = 'runs';

/** How long a run is kept after it ended. */
export const runRetentionMs = 400 * 24 * 60 * 60 * 1000;

// Not in the run's own partition: IAM tells apart who may read what by partition only, and the task token is a credential.
export const approvalPartition = (runId: string): string => `approval#${runId}`;
export const runPartition = (runId: string): string => `run#${runId}`;
export const lockPartition = (clusterId: string): string => `lock#${clusterId}`;

export const headerSort = 'header';
export const approvalSort = 'approval';
export const lockSort = 'lock';

/** Sorts entries by their numbers, and all of them before the header. */
export const entrySort = (number: number, part: number): string =>
  `${entrySortPrefix}${String(number).padStart(8, '0')}#${String(part).padStart(2, '0')}`;
export const entrySortPrefix = 'entry#';

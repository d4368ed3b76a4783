/**
 * What the window says of a group-partition, and of a group by its worst partition. Worst last.
 * OK: no lag, or lag that falls. NEW: seen too briefly to judge. WARN: it commits, but lag never fell over the window.
 * REWOUND: the committed offset went back and has not regained its place. STOPPED: nobody is in the group, the commit
 * stands still and records wait. STALLED: members are in the group, yet the commit stands still and records wait.
 */
export const verdicts = ['OK', 'NEW', 'WARN', 'REWOUND', 'STOPPED', 'STALLED'] as const;
export type Verdict = (typeof verdicts)[number];

/** WARN needs an eye, the last three need a person. */
export type Severity = 'ok' | 'warn' | 'error';

/** The thresholds of the rules. Every figure is a setting; the defaults are in rules.ts with their reasons. */
export interface LagRules {
  /** Lag up to this many records is OK. */
  readonly allowedLagRecords: number;
  /** Fewer samples than this are NEW. At least 2. */
  readonly minimumSamples: number;
  /** A commit has to stand still this long before it counts as stalled or stopped. */
  readonly standstillMs: number;
}

/** What was seen of one group-partition, and what follows. */
export interface PartitionVerdict {
  readonly topic: string;
  readonly partition: number;
  readonly verdict: Verdict;
  /** NO_OFFSET for a partition that a member owns and the group never committed to; its lag is what arrived meanwhile. */
  readonly committedOffset: number;
  readonly endOffset: number;
  readonly lagRecords: number;
  /** One sentence with the figures the verdict rests on. */
  readonly evidence: string;
  /** Absent where nobody owns it, where the protocol does not tell, or where nobody was asked. */
  readonly owner?: PartitionOwner;
}

/** The member of the group that a partition is assigned to. */
export interface PartitionOwner {
  readonly memberId: string;
  readonly clientId: string;
  readonly clientHost: string;
  readonly instanceId?: string;
}

/** What to do next: a sentence, and the page under docs/runbooks that leads through it. */
export interface NextStep {
  readonly sentence: string;
  readonly runbook: string;
}

export interface GroupVerdict {
  readonly group: string;
  readonly kind: string;
  readonly state: string;
  readonly verdict: Verdict;
  readonly lagRecords: number;
  readonly partitionCount: number;
  /** The worst partition's sentence, led by its topic and partition. */
  readonly evidence: string;
  /** Absent for OK and NEW. */
  readonly nextStep?: NextStep;
  /** Partitions that need an eye or a person, worst first; bounded, see `furtherPartitions`. */
  readonly partitions: readonly PartitionVerdict[];
  /** How many more of them there are than `partitions` lists. */
  readonly furtherPartitions: number;
  /** Facts beside the verdict that need an eye, such as records lost to retention; see findings in findings.ts. */
  readonly findings: readonly LagFinding[];
  /** How many more findings there are than `findings` lists; absent for none. */
  readonly furtherFindings?: number;
  /** Partitions of this group that could not be read, told in the report's `unreadable`; absent for none. */
  readonly unreadablePartitions?: number;
}

/**
 * Facts one snapshot is enough for. `recordsLost`: the commit is below the log start. `commitAboveEnd`: the commit is
 * above the end, as after a topic was re-created. `topicGone`: the topic was deleted. And one that needs the window:
 * `openTransaction`: everything a read_committed consumer may read is consumed, the rest waits for a transaction that
 * has been open for as long as a standstill takes.
 */
export const findingKinds = ['recordsLost', 'commitAboveEnd', 'topicGone', 'openTransaction'] as const;
export type FindingKind = (typeof findingKinds)[number];

export interface LagFinding {
  readonly kind: FindingKind;
  readonly topic: string;
  readonly partition: number;
  readonly sentence: string;
}

/** Rows, groups or brokers without a value, alike ones counted together. */
export interface Unreadable {
  readonly what: string;
  readonly count: number;
  readonly errorCode: number;
  readonly sentence: string;
}

/** The answer of a lag check: what `lag check --json` prints and the Lambda returns. */
export interface LagReport {
  readonly clusterId: string;
  readonly takenAt: string;
  readonly snapshotMs: number;
  readonly window: { readonly samples: number; readonly spanMs: number };
  readonly rules: LagRules;
  readonly totals: LagTotals;
  /** Worst first, then by lag. Every group that was asked for, OK ones too. */
  readonly groups: readonly GroupVerdict[];
  readonly unreadable: readonly Unreadable[];
}

export interface LagTotals {
  readonly groups: number;
  readonly groupPartitions: number;
  readonly lagRecords: number;
  readonly byVerdict: Readonly<Record<Verdict, number>>;
  /** What could not be read. A partition without a commit is told in `unreadable` above but is no failure. */
  readonly unreadable: number;
}

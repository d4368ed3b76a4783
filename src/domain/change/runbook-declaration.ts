/** The stages that talk to the cluster, each a call of the runbook's own function. */
export type RunbookStage = 'lock' | 'plan' | 'check' | 'act' | 'clean-up' | 'verify';

/** What IAM login has to allow on the cluster, on each of its topics and on each of its groups: actions of kafka-cluster. */
export interface ClusterAccess {
  readonly cluster: readonly string[];
  readonly topic: readonly string[];
  readonly group: readonly string[];
  /** Why it is every topic and group of the cluster. */
  readonly reason: string;
}

/** What may be done to a machine. */
export type NodeAction = 'start' | 'stop' | 'restart' | 'replace';

/** All that is to be said of a runbook for it to be deployed: its state machine, function, rights and alarms follow. */
export interface RunbookDeclaration {
  /** As the runbook itself has it; also the name of its function's folder. */
  readonly kind: string;
  /** What it does, to end a sentence that begins with the cluster: `moves the committed offsets of consumer groups`. */
  readonly does: string;
  readonly access: ClusterAccess;
  /** What it does to machines; only deployed where somebody says to whose. Absent: it only talks to Kafka. */
  readonly nodeActions?: readonly NodeAction[];
  readonly memoryMegabytes: number;
  /** How long one call of a stage may take. The longest is the function's own limit. */
  readonly stageSeconds: Readonly<Record<RunbookStage, number>>;
  /** How often the stage that acts is called before a run counts as one that never ends. */
  readonly mostActCalls: number;
}

import { named } from '../lag/figures.ts';
import type { StatusFinding } from './status-report.ts';

/** A secret that MSK copies to the brokers, or that is meant for it. */
export interface SlotFacts {
  readonly secretId: string;
  readonly isAssociated: boolean;
  /** Whether a pointer names it. */
  readonly isNeeded: boolean;
  readonly name?: string;
  /** Absent: the account's default key. Told only where `name` is. */
  readonly kmsKeyId?: string;
  /** What is wrong with its value, or why it could not be read. */
  readonly problem?: string;
  readonly isMalformed?: boolean;
}

const prefix = 'AmazonMSK_';

/** What MSK does not take, or keeps for nobody. */
export function judgeSlots(slots: readonly SlotFacts[], clusterArn: string): readonly StatusFinding[] {
  const bad = (name: string, wrong: readonly SlotFacts[], what: string): readonly StatusFinding[] =>
    wrong.map(({ secretId }) => ({ name, level: 'bad', sentence: `secret ${secretId} ${what}` }));
  const described = slots.filter(({ name }) => name !== undefined);
  return [
    ...bad(
      'secret-is-not-associated',
      slots.filter(slot => !slot.isAssociated),
      'is not associated with the cluster',
    ),
    ...bad(
      'secret-is-not-needed',
      slots.filter(slot => !slot.isNeeded),
      'is associated, and no pointer names it',
    ),
    ...bad(
      'secret-has-default-key',
      described.filter(({ kmsKeyId }) => kmsKeyId === undefined || kmsKeyId.endsWith('alias/aws/secretsmanager')),
      'has the default key; MSK takes a key of your own',
    ),
    ...bad(
      'secret-has-wrong-prefix',
      slots.filter(slot => !nameOf(slot).startsWith(prefix)),
      `has a name that does not begin with ${prefix}`,
    ),
    ...bad(
      'secret-is-elsewhere',
      slots.filter(({ secretId }) => isElsewhere(secretId, clusterArn)),
      `is of another region or account than ${clusterArn}`,
    ),
    ...slots.flatMap(({ secretId, problem, isMalformed }): readonly StatusFinding[] =>
      isMalformed === true
        ? [{ name: 'secret-has-wrong-shape', level: 'bad', sentence: `secret ${secretId}: ${problem ?? 'no value'}` }]
        : [],
    ),
  ];
}

/** `arn:…:secret:NAME-abcdef` where nobody described it. */
function nameOf({ name, secretId }: SlotFacts): string {
  return name ?? secretId.split(':').slice(6).join(':');
}

function isElsewhere(secretArn: string, clusterArn: string): boolean {
  const place = (arn: string) => arn.split(':').slice(3, 5).join(':');
  return place(secretArn) !== place(clusterArn);
}

/** A pointer whose tags or value are wrong leads nobody anywhere. */
export function tellWrongPointer(name: string, problems: readonly string[]): StatusFinding {
  return { name: 'pointer-is-wrong', level: 'bad', sentence: `secret ${named([name])}: ${problems.join('; ')}` };
}

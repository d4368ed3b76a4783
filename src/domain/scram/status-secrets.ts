import { named } from '../lag/figures.ts';
import type { StatusFinding } from './status-report.ts';

/** A secret that MSK copies to the brokers, or that is meant for it. */
export interface SlotFacts {
  readonly secretId: string;
  readonly isAssociated: boolean;
  /** Whether a pointer names it. */
  readonly isNeeded: boolean;
  /** Whether no rotation has come to its user yet: the first one associates it. */
  readonly isUntouched?: boolean;
  /** Whether somebody logs in with it whom no pointer names: this login, or a user that has rules. */
  readonly isInUse?: boolean;
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
  const told = (level: StatusFinding['level']) => (name: string, these: readonly SlotFacts[], what: string) =>
    these.map(({ secretId }): StatusFinding => ({ name, level, sentence: `secret ${secretId} ${what}` }));
  const [bad, note] = [told('bad'), told('note')];
  const away = slots.filter(slot => !slot.isAssociated);
  const unnamed = slots.filter(slot => !slot.isNeeded);
  const described = slots.filter(({ name }) => name !== undefined);
  return [
    ...bad(
      'secret-is-not-associated',
      away.filter(({ isUntouched }) => isUntouched !== true),
      'is not associated with the cluster: brokers do not know its user; rotate it',
    ),
    ...note(
      'secret-is-not-associated',
      away.filter(({ isUntouched }) => isUntouched === true),
      'is not associated yet: the first rotation of its user does it',
    ),
    ...bad(
      'secret-is-not-needed',
      unnamed.filter(({ isInUse }) => isInUse !== true),
      'is associated, and nobody needs it: no pointer names it, and its user has no rules',
    ),
    ...note(
      'secret-is-not-rotated',
      unnamed.filter(({ isInUse }) => isInUse === true),
      'is associated, and no pointer names it: nobody rotates it',
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

/** One account may have pointers for several clusters; nothing but its servers and slots tells for which. */
export function tellOtherCluster(name: string): StatusFinding {
  const sentence = `secret ${named([name])} is for another cluster: none of its slot secrets is associated with this one, and its servers are others`;
  return { name: 'pointer-is-of-another-cluster', level: 'note', sentence };
}

/** A pointer whose tags or value are wrong leads nobody anywhere. */
export function tellWrongPointer(name: string, problems: readonly string[]): StatusFinding {
  return { name: 'pointer-is-wrong', level: 'bad', sentence: `secret ${named([name])}: ${problems.join('; ')}` };
}

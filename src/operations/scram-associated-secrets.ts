import { OperationError } from '../domain/errors.ts';
import { parseSlotValue } from '../domain/scram/secret-value.ts';
import type { ScramAssociations } from '../ports/scram-associations.ts';
import type { SecretVersionReader } from '../ports/secret-versions.ts';

/** One secret that MSK copies to its brokers. */
export interface AssociatedSecret {
  readonly secretArn: string;
  /** Absent where the secret could not be read, or has another form. */
  readonly user?: string;
  readonly createdAt?: string;
  /** What is wrong with it, in a sentence. */
  readonly problem?: string;
  /** Whether the value was read and is not what MSK asks for. */
  readonly isMalformed?: boolean;
}

/** As many as MSK takes at once. */
const batchSize = 10;

/** Every associated secret, one row each: one that cannot be read does not hide the others. */
export async function readAssociatedSecrets(
  associations: ScramAssociations,
  secrets: SecretVersionReader,
): Promise<readonly AssociatedSecret[]> {
  const arns = await associations.list();
  const rows: AssociatedSecret[] = [];
  for (let from = 0; from < arns.length; from += batchSize) {
    const batch = arns.slice(from, from + batchSize);
    rows.push(...(await Promise.all(batch.map(arn => readOne(arn, secrets)))));
  }
  return rows;
}

async function readOne(secretArn: string, secrets: SecretVersionReader): Promise<AssociatedSecret> {
  try {
    const version = await secrets.read(secretArn, { label: 'AWSCURRENT' });
    if (version === undefined) return { secretArn, problem: 'it has no value', isMalformed: true };
    const { createdAt } = version;
    const parsed = parseSlotValue(version.value);
    if (parsed.kind === 'wrong') return { secretArn, createdAt, problem: parsed.problem, isMalformed: true };
    return { secretArn, createdAt, user: parsed.value.username };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return { secretArn, problem: error.message };
  }
}

import type { ScramLogin } from './scram-login.ts';
import type { ParsedValue } from './secret-value.ts';

/** A slot secret as it is, and what it is to be the slot of. */
export interface SlotFacts {
  readonly description: { readonly id: string; readonly name: string; readonly kmsKeyId?: string };
  readonly clusterArn: string;
  readonly username: string;
  /** Absent: nothing was put yet. */
  readonly value: ParsedValue<Pick<ScramLogin, 'username'>> | undefined;
}

const prefix = 'AmazonMSK_';

/** Everything for which MSK would not take the secret, or not as this user; a sentence each. */
export function slotProblems({ description, clusterArn, username, value }: SlotFacts): readonly string[] {
  const { id, name, kmsKeyId } = description;
  const elsewhere = placeProblem(id, clusterArn);
  return [
    ...(name.startsWith(prefix) ? [] : [`MSK takes only secrets whose name begins with ${prefix}; make a new one`]),
    ...(kmsKeyId === undefined || kmsKeyId.endsWith('alias/aws/secretsmanager')
      ? ["it is encrypted with the account's default key, which MSK cannot use; give it a customer managed key"]
      : []),
    ...(elsewhere === undefined ? [] : [elsewhere]),
    ...(value?.kind === 'wrong' ? [`${value.problem}, and MSK asks for {"username":"…","password":"…"}`] : []),
    ...(value?.kind === 'parsed' && value.value.username !== username
      ? [`it is for user ${JSON.stringify(value.value.username)}, not ${JSON.stringify(username)}`]
      : []),
  ];
}

/** Why MSK cannot read a secret from where it is, in a sentence; undefined where it can. */
export function placeProblem(secretArn: string, clusterArn: string): string | undefined {
  const [place, wanted] = [placeOf(secretArn), placeOf(clusterArn)];
  if (place === wanted) return undefined;
  return `it is in ${place}, the cluster in ${wanted}; MSK wants both in one account and region`;
}

/** `eu-central-1 of account 123456789012`. */
function placeOf(arn: string): string {
  const [, , , region = '', account = ''] = arn.split(':');
  return `${region} of account ${account}`;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { currentValueOf, type StrictSecret } from './strict-secret.ts';

export interface MskScramOptions {
  /** A secret by its ARN; undefined where there is none. */
  readonly secretOf: (arn: string) => StrictSecret | undefined;
  /** Makes the brokers take this login, as MSK does with the AWSCURRENT of an associated secret. */
  readonly copy: (login: SlotLogin) => Promise<unknown>;
  /** Makes the brokers forget a user whose secret is no longer associated. */
  readonly forget?: (username: string) => Promise<unknown>;
  /** How long brokers take to hear of a change; up to ten minutes in AWS. Asked anew for each change. */
  readonly delayMs: () => number;
  /** Why MSK does not take a secret that looks right, such as a policy that keeps it out; absent: it takes it. */
  readonly refuses?: (arn: string) => Omit<UnprocessedSecret, 'secretArn'> | undefined;
}

export interface SlotLogin {
  readonly username: string;
  readonly password: string;
}

export interface UnprocessedSecret {
  readonly secretArn: string;
  readonly errorCode: string;
  readonly errorMessage: string;
}

/** MSK's part in SCRAM: which secrets are associated with a cluster, and their copies on its brokers. */
export const mskScram = ({ secretOf, copy, forget, delayMs, refuses }: MskScramOptions) => {
  const associated = new Set<string>();
  const underWay: Promise<unknown>[] = [];
  const later = (work: () => Promise<unknown>) => {
    underWay.push(sleep(delayMs()).then(work));
  };
  const copyLater = (arn: string) =>
    later(async () => {
      const login = loginOf(secretOf(arn));
      if (associated.has(arn) && login !== undefined) await copy(login);
    });
  return {
    list: (): readonly string[] => [...associated].toSorted(),
    associate: (arns: readonly string[]): readonly UnprocessedSecret[] =>
      arns.flatMap(secretArn => {
        const problem = problemOf(secretOf(secretArn)) ?? refuses?.(secretArn);
        if (problem !== undefined) return [{ secretArn, ...problem }];
        associated.add(secretArn);
        copyLater(secretArn);
        return [];
      }),
    disassociate: (arns: readonly string[]): readonly UnprocessedSecret[] =>
      arns.flatMap(secretArn => {
        if (!associated.delete(secretArn)) return [{ secretArn, ...notAssociated }];
        const login = loginOf(secretOf(secretArn));
        later(async () => {
          // Somebody may have associated it again meanwhile.
          if (login !== undefined && !associated.has(secretArn)) await forget?.(login.username);
        });
        return [];
      }),
    /** Associated when they were as they had to be, and changed since. */
    adopt: (arns: readonly string[]): void => {
      for (const arn of arns) associated.add(arn);
    },
    /** To be told whenever AWSCURRENT of a secret has changed; for `onCurrent` of the secrets edge. */
    secretChanged: ({ arn }: Pick<StrictSecret, 'arn'>) => {
      if (associated.has(arn)) copyLater(arn);
    },
    /** Returns when the brokers have heard of everything so far. */
    settled: async () => await Promise.all(underWay),
  };
};

export type MskScram = ReturnType<typeof mskScram>;

const notAssociated = {
  errorCode: 'InvalidSecretArn',
  errorMessage: 'The provided secret is not associated with the cluster.',
};

const problemOf = (secret: StrictSecret | undefined) => {
  if (secret === undefined)
    return { errorCode: 'InvalidSecretArn', errorMessage: 'The provided secret ARN is invalid.' };
  const errorCode = 'InvalidSecret';
  if (!secret.name.startsWith('AmazonMSK_')) {
    return { errorCode, errorMessage: 'The provided secret has an invalid name. It has to begin with AmazonMSK_.' };
  }
  if (secret.kmsKeyId === undefined || secret.kmsKeyId.endsWith('alias/aws/secretsmanager')) {
    return {
      errorCode,
      errorMessage: 'The provided secret is encrypted with the default key. Use a customer managed key.',
    };
  }
  if (loginOf(secret) === undefined) return { errorCode, errorMessage: 'The provided secret has an invalid format.' };
  return undefined;
};

const loginOf = (secret: StrictSecret | undefined): SlotLogin | undefined => {
  try {
    const value = JSON.parse((secret && currentValueOf(secret)) ?? 'null') as Partial<SlotLogin> | null;
    const { username, password } = value ?? {};
    return typeof username === 'string' && typeof password === 'string' ? { username, password } : undefined;
  } catch {
    return undefined;
  }
};

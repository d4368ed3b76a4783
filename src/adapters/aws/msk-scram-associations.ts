import {
  BatchAssociateScramSecretCommand,
  BatchDisassociateScramSecretCommand,
  type KafkaClient,
  paginateListScramSecrets,
  type UnprocessedScramSecret,
} from '@aws-sdk/client-kafka';
import { OperationError } from '../../domain/errors.ts';
import type { AssociationRow, ScramAssociations } from '../../ports/scram-associations.ts';
import { repeatingCalls } from './repeat-calls.ts';

/** MSK takes so many secrets a call. */
const groupSize = 10;

/** The SCRAM secrets of one MSK cluster. `sleep` waits between repeats of calls that MSK throttles or fails. */
export function mskScramAssociations(
  client: KafkaClient,
  clusterArn: string,
  sleep: (ms: number) => Promise<unknown>,
): ScramAssociations {
  const repeatedCall = repeatingCalls(clusterArn, sleep);
  const repeated = <T>(operation: string, call: () => Promise<T>): Promise<T> =>
    repeatedCall(`kafka:${operation}`, call);

  const list = async () =>
    await repeated('ListScramSecrets', async () => {
      const found: string[] = [];
      for await (const { SecretArnList = [] } of paginateListScramSecrets({ client }, { ClusterArn: clusterArn })) {
        found.push(...SecretArnList);
      }
      return found;
    });

  const inGroups = async (
    secretArns: readonly string[],
    operation: string,
    send: (group: string[]) => Promise<readonly UnprocessedScramSecret[]>,
  ): Promise<readonly AssociationRow[]> => {
    const rows = new Map<string | undefined, AssociationRow>();
    const refusals: OperationError[] = [];
    const groups = groupsOf([...new Set(secretArns)]);
    for (const group of groups) {
      try {
        for (const row of (await repeated(operation, () => send(group))).map(rowOf)) rows.set(row.secretArn, row);
      } catch (error) {
        if (!(error instanceof OperationError)) throw error;
        refusals.push(error);
        const { message: problem, retryable } = error;
        for (const secretArn of group) rows.set(secretArn, { secretArn, problem, retryable });
      }
    }
    const [first] = refusals;
    if (first !== undefined && refusals.length === groups.length) throw first;
    return secretArns.map(secretArn => rows.get(secretArn) ?? { secretArn });
  };

  return {
    list,

    associate: async secretArns =>
      await inGroups(secretArns, 'BatchAssociateScramSecret', async group => {
        const request = { ClusterArn: clusterArn, SecretArnList: group };
        const { UnprocessedScramSecrets = [] } = await client.send(new BatchAssociateScramSecretCommand(request));
        return UnprocessedScramSecrets.filter(({ ErrorMessage = '' }) => !/already.*associated/i.test(ErrorMessage));
      }),

    disassociate: async secretArns =>
      await inGroups(secretArns, 'BatchDisassociateScramSecret', async group => {
        const request = { ClusterArn: clusterArn, SecretArnList: group };
        const { UnprocessedScramSecrets = [] } = await client.send(new BatchDisassociateScramSecretCommand(request));
        if (UnprocessedScramSecrets.length === 0) return [];
        // MSK also refuses what is not associated, which is as it is to be.
        const left = new Set(await list());
        return UnprocessedScramSecrets.filter(({ SecretArn = '' }) => left.has(SecretArn));
      }),
  };
}

function groupsOf(secretArns: readonly string[]): string[][] {
  const count = Math.ceil(secretArns.length / groupSize);
  return Array.from({ length: count }, (_, i) => secretArns.slice(i * groupSize, (i + 1) * groupSize));
}

function rowOf({ SecretArn = '', ErrorCode = 'no code', ErrorMessage = 'no reason given' }: UnprocessedScramSecret) {
  const retryable = /throttl|internal|unavailable/i.test(`${ErrorCode} ${ErrorMessage}`);
  return { secretArn: SecretArn, problem: `MSK did not take it: ${ErrorMessage} (${ErrorCode})`, retryable };
}

import type { ScramCredentials } from '../../../ports/scram-credentials.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { alterCredentials, type RandomBytes } from './alter-credentials.ts';
import { describeCredentials } from './describe-credentials.ts';

/** The SCRAM users of one cluster that keeps them itself; those of Amazon MSK are kept in Secrets Manager. */
export function openScramCredentials(
  client: ClusterClient,
  { randomBytes }: { readonly randomBytes: RandomBytes },
): ScramCredentials {
  return {
    describe: users => describeCredentials(client, users),
    alter: changes => alterCredentials(client, changes, randomBytes),
  };
}

import type { KafkaClient } from '@aws-sdk/client-kafka';
import type { AssumedRole } from '../../domain/kafka/client-settings.ts';
import type { OAuthToken } from '../../domain/kafka/connection.ts';
import { Secret } from '../../domain/secret.ts';
import type { ConnectionSources } from '../../ports/connection-sources.ts';
import { awsCallError } from './aws-call-error.ts';
import { type MskIamTokensOptions, mskIamTokens } from './msk-iam-tokens.ts';

/**
 * What a connection can need of AWS, for a command line: each SDK client is loaded by the first call that needs it, and
 * credentials are found as the AWS CLI finds them. A Lambda wires the same adapters with clients of its own.
 */
export function awsConnectionSources(nowMs: () => number): Pick<ConnectionSources, 'msk' | 'secrets' | 'iam'> {
  const ownTokens = mskIamTokens({ credentialsOf: credentialFinder(), nowMs });
  return {
    msk: {
      async readBootstrapStrings(arn) {
        const [{ KafkaClient }, { mskBootstrapBrokers }] = await Promise.all([
          import('@aws-sdk/client-kafka'),
          import('./msk-bootstrap-brokers.ts'),
        ]);
        return mskBootstrapBrokers(region => new KafkaClient({ region })).readBootstrapStrings(arn);
      },
    },
    secrets: {
      async readScramSecret(secretArn) {
        const [{ SecretsManagerClient }, { secretsManagerScramSecrets }] = await Promise.all([
          import('@aws-sdk/client-secrets-manager'),
          import('./scram-secret.ts'),
        ]);
        return secretsManagerScramSecrets(region => new SecretsManagerClient({ region })).readScramSecret(secretArn);
      },
    },
    iam: {
      tokenSource(region, login) {
        const { assumedRole } = login;
        return assumedRole === undefined
          ? ownTokens.tokenSource(region, login)
          : () => tokenOfRole(region, assumedRole);
      },
    },
  };
}

/** Keeps one client a credential profile: the client holds credentials until they expire, and renews them then. */
function credentialFinder(): MskIamTokensOptions['credentialsOf'] {
  const clients = new Map<string, KafkaClient>();
  return async (region, { credentialProfile }) => {
    const { KafkaClient } = await import('@aws-sdk/client-kafka');
    const key = `${region} ${credentialProfile ?? ''}`;
    const client = clients.get(key) ?? new KafkaClient({ region, profile: credentialProfile });
    clients.set(key, client);
    return await client.config.credentials();
  };
}

async function tokenOfRole(region: string, { arn, sessionName }: AssumedRole): Promise<OAuthToken> {
  const { generateAuthTokenFromRole } = await import('aws-msk-iam-sasl-signer-js');
  try {
    const made = await generateAuthTokenFromRole({ region, awsRoleArn: arn, awsRoleSessionName: sessionName });
    return { value: new Secret(made.token), expiresAtMs: made.expiryTime };
  } catch (error) {
    throw awsCallError({ action: 'sts:AssumeRole', resourceArn: arn }, error);
  }
}

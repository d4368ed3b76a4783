import { OperationError } from '../../domain/errors.ts';
import type { MskIamLogin } from '../../domain/kafka/client-settings.ts';
import type { MskIamTokens } from '../../ports/connection-sources.ts';
import { awsCallError } from './aws-call-error.ts';
import { type AwsCredentials, mskIamToken } from './msk-iam-token.ts';

export interface MskIamTokensOptions {
  /** The default credential chain; any SDK client has it as `client.config.credentials`. Asked for each token. */
  readonly credentialsOf: (region: string, login: MskIamLogin) => Promise<AwsCredentials>;
  readonly nowMs: () => number;
}

/** Signs tokens with the credentials of the moment, so that a rotated or renewed credential is used at once. */
export function mskIamTokens({ credentialsOf, nowMs }: MskIamTokensOptions): MskIamTokens {
  return {
    tokenSource: (region, login) => async () => {
      const credentials = await readCredentials(() => credentialsOf(region, login));
      const instantMs = nowMs();
      if (credentials.expiration !== undefined && credentials.expiration.getTime() <= instantMs) {
        const what = 'the AWS credentials have expired; log in again, for example with: aws sso login';
        throw new OperationError('AwsRefused', what);
      }
      return mskIamToken(region, credentials, instantMs);
    },
  };
}

async function readCredentials(read: () => Promise<AwsCredentials>): Promise<AwsCredentials> {
  try {
    return await read();
  } catch (error) {
    throw awsCallError({ action: 'kafka-cluster:Connect', resourceArn: 'the cluster' }, error);
  }
}

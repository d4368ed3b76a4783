import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { OperationError } from '../../domain/errors.ts';
import type { CallerIdentity } from '../../ports/caller-identity.ts';
import { awsCallError } from './aws-call-error.ts';

const call = { action: 'sts:GetCallerIdentity', resourceArn: 'the caller' };

export function stsCallerIdentity(client: STSClient): CallerIdentity {
  return {
    async readArn() {
      const arn = await readArn(client);
      if (arn) return arn;
      throw new OperationError('AwsUnavailable', 'AWS did not say who we are; try again', { retryable: true });
    },
  };
}

async function readArn(client: STSClient): Promise<string | undefined> {
  try {
    return (await client.send(new GetCallerIdentityCommand())).Arn;
  } catch (error) {
    throw awsCallError(call, error);
  }
}

import { OperationError } from '../domain/errors.ts';
import type { ChosenLogin } from '../domain/kafka/chosen-login.ts';
import type { SaslSettings } from '../domain/kafka/connection.ts';
import type { ConnectionSources } from '../ports/connection-sources.ts';

/** Makes a login ready for use: reads the secret it names, finds the region its tokens are for. */
export async function prepareSasl(
  login: NonNullable<ChosenLogin['sasl']>,
  region: string | undefined,
  { secrets, iam }: Pick<ConnectionSources, 'secrets' | 'iam'>,
): Promise<SaslSettings> {
  switch (login.kind) {
    case 'password':
      return { mechanism: login.mechanism, username: login.username, password: login.password };
    case 'scram-secret':
      return { mechanism: 'SCRAM-SHA-512', ...(await secrets.readScramSecret(login.secretArn)) };
    case 'msk-iam': {
      if (region === undefined) {
        const what = 'the AWS region of the brokers is not known for the IAM login; set AWS_REGION';
        throw new OperationError('ConfigurationInvalid', what);
      }
      return { mechanism: 'OAUTHBEARER', token: iam.tokenSource(region, login) };
    }
  }
}

import { OperationError } from '../../domain/errors.ts';
import { awsError } from './aws-error.ts';

/** One API call as a message names it. */
export interface AwsCall {
  /** The IAM action to allow, such as `kafka:GetBootstrapBrokers`. */
  readonly action: string;
  readonly resourceArn: string;
}

const advice: readonly { readonly names: RegExp; readonly sentence: (call: AwsCall) => string }[] = [
  {
    names: /^ExpiredToken|^TokenRefreshRequired/,
    sentence: () => 'the AWS credentials have expired; log in again, for example with: aws sso login',
  },
  {
    names:
      /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|InvalidAccessKeyId)/,
    sentence: () =>
      'AWS does not know these credentials; check AWS_PROFILE, the access key and the clock of this machine',
  },
  {
    names: /^(AccessDenied|Forbidden|Unauthorized|NotAuthorized)/,
    sentence: ({ action, resourceArn }) => `the AWS credentials may not do it; allow ${action} on ${resourceArn}`,
  },
  {
    names: /^(NotFound|ResourceNotFound)/,
    sentence: ({ resourceArn }) => `there is no ${resourceArn}; check the name, the region and the account`,
  },
];

/** An SDK error as one line that says what to do; what AWS said stands behind it. */
export function awsCallError(call: AwsCall, error: unknown): OperationError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'CredentialsProviderError') {
    const what = `${call.action}: no AWS credentials were found; set AWS_PROFILE or log in, for example with: aws sso login (${oneLine(message)})`;
    return new OperationError('AwsRefused', what, { cause: error });
  }
  if (message === 'Region is missing') {
    const what = `${call.action}: no AWS region is set; set AWS_REGION, or AWS_PROFILE to a profile that names one`;
    return new OperationError('ConfigurationInvalid', what, { cause: error });
  }
  if (name === 'ConflictException') {
    const what = `${call.action}: ${call.resourceArn} is not ready (${oneLine(message)}); try again when its state is ACTIVE`;
    return new OperationError('AwsUnavailable', what, { retryable: true, cause: error });
  }
  const sentence = advice.find(({ names }) => names.test(name))?.sentence(call);
  if (sentence === undefined) return awsError(`${call.action} ${call.resourceArn}`, error);
  return new OperationError('AwsRefused', `${call.action}: ${sentence} (${name}: ${oneLine(message)})`, {
    cause: error,
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

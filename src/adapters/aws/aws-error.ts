import { OperationError } from '../../domain/errors.ts';

const throttling = /throttl|slowdown|toomanyrequests|requestlimit|throughputexceeded|transactioninprogress/i;

/** The HTTP status of an SDK error; undefined where no answer came. */
export const httpStatusOf = (error: unknown): number | undefined => {
  const metadata = (error as { readonly $metadata?: { readonly httpStatusCode?: number } } | undefined)?.$metadata;
  return metadata?.httpStatusCode;
};

/**
 * Tells an SDK error in the product's words. `call` names the API and its object, as `s3 PutObject s3://bucket/key`.
 * Refused: asking again changes nothing. Unavailable: no answer, a 5xx or throttling, after the SDK's own retries.
 */
export const awsError = (call: string, error: unknown): OperationError => {
  if (error instanceof OperationError) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const status = httpStatusOf(error);
  const said = `${name}${status === undefined ? '' : ` (${status})`}: ${message.replaceAll(/\s+/g, ' ').trim()}`;
  if (name === 'CredentialsProviderError')
    return new OperationError('AwsRefused', `${call} has no AWS credentials: ${said}`, { cause: error });
  if (status !== undefined && status < 500 && status !== 429 && !throttling.test(name))
    return new OperationError('AwsRefused', `${call} was refused: ${said}`, { cause: error });
  return new OperationError('AwsUnavailable', `${call} got no usable answer: ${said}`, {
    retryable: true,
    cause: error,
  });
};

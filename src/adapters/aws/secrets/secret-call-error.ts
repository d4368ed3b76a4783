import { OperationError } from '../../../domain/errors.ts';
import { awsCallError } from '../aws-call-error.ts';
import { httpStatusOf } from '../aws-error.ts';

/** One call of Secrets Manager's API. */
export interface SecretCall {
  /** Such as `GetSecretValue`. */
  readonly operation: string;
  readonly secretId: string;
  /** Whether the request holds a value, which AWS may then quote. */
  readonly sendsValue?: boolean;
}

/**
 * An error of a call that may have had a value in it, sent or answered. Nothing stands behind it: the SDK keeps the
 * answer in its errors, and its parser quotes it. AWS's own message is repeated only where it cannot hold a value.
 */
export function secretCallError(
  { operation, secretId, sendsValue = false }: SecretCall,
  error: unknown,
): OperationError {
  if (error instanceof OperationError) return error;
  if (nameOf(error) === 'ResourceNotFoundException') return secretUnknown(secretId);
  const call = { action: `secretsmanager:${operation}`, resourceArn: secretId };
  const keyCall = { action: 'kms:Decrypt, kms:GenerateDataKey', resourceArn: `the key of ${secretId}` };
  const told = awsCallError(isOfKey(error) ? keyCall : call, withoutValue(error, sendsValue));
  const said = told.message.includes(secretId) ? told.message : `${told.message} (${secretId})`;
  return new OperationError(told.name, said, { retryable: told.retryable });
}

function secretUnknown(secretId: string): OperationError {
  const message = `there is no secret ${secretId}; check the name, the region and the account`;
  return new OperationError('SecretUnknown', message);
}

export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function isOfKey(error: unknown): boolean {
  return /kms|(De|En)cryptionFailure/i.test(`${nameOf(error)} ${messageOf(error)}`);
}

function withoutValue(error: unknown, sendsValue: boolean): Error {
  // What came with 200 and cannot be read is no refusal.
  const $metadata = httpStatusOf(error) === 200 ? undefined : (error as { readonly $metadata?: unknown }).$metadata;
  const message = isSafe(error, sendsValue) ? messageOf(error) : 'its message could hold a secret';
  return Object.assign(new Error(message), { name: nameOf(error) || 'Error', $metadata });
}

function isSafe(error: unknown, sendsValue: boolean): boolean {
  const { $fault, code } = (error ?? {}) as { readonly $fault?: unknown; readonly code?: unknown };
  if ($fault !== undefined) return !sendsValue;
  // Before anything was sent, or from the network.
  return nameOf(error) === 'CredentialsProviderError' || messageOf(error) === 'Region is missing' || code !== undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

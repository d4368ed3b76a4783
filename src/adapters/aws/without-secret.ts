import { OperationError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secret.ts';

/** The same error without the secret, which a service may quote from the request. What stood behind it is left out. */
export function withoutSecret({ name, message, retryable }: OperationError, secret: Secret): OperationError {
  return new OperationError(name, message.replaceAll(secret.reveal(), String(secret)), { retryable });
}

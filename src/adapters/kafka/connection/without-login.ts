import { OperationError } from '../../../domain/errors.ts';
import { saslHandshake } from '../protocol/generated/sasl-handshake.ts';
import { call } from './call.ts';
import { addressOf, oneLine } from './one-line.ts';
import { type Exchange, openPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';

const unsupportedMechanismCode = 33;

/**
 * Requests on a connection that does not log in. A broker that wants a login answers ApiVersions and closes the
 * connection on the next request without a word: it is then asked, once and on a connection of its own, for its logins.
 */
export function exchangeWithoutLogin(pipeline: Pipeline, options: PipelineOptions): Exchange {
  let hasAnswered = false;
  let explanation: Promise<OperationError | undefined> | undefined;
  return async request => {
    try {
      const frame = await pipeline.exchange(request);
      hasAnswered = true;
      return frame;
    } catch (error) {
      if (hasAnswered || !pipeline.wasCut) throw error;
      explanation ??= missingLogin(options);
      throw (await explanation) ?? error;
    }
  };
}

async function missingLogin(options: PipelineOptions): Promise<OperationError | undefined> {
  try {
    const pipeline = await openPipeline(options);
    try {
      const answer = await call(pipeline.exchange, saslHandshake, 1, { mechanism: 'NONE' }, options.connectTimeoutMs);
      if (answer.errorCode !== unsupportedMechanismCode) return undefined;
      return new OperationError(
        'AuthenticationFailed',
        `broker ${addressOf(options.target)} asks for a login on this port and was sent none; set sasl.mechanism (it offers ${answer.mechanisms.map(oneLine).join(', ')}) with a user`,
      );
    } finally {
      pipeline.close();
    }
  } catch {
    return undefined;
  }
}

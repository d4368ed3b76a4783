import { OperationError } from '../../../domain/errors.ts';
import type { HostPort } from '../../../domain/kafka/connection.ts';
import { apiVersions } from '../protocol/generated/api-versions.ts';
import { call } from './call.ts';
import { plainTextBroker, tlsBroker } from './connection-error.ts';
import { openSocket } from './open-socket.ts';
import { openPipeline, type PipelineOptions } from './pipeline.ts';

const longestProbeMs = 2_000;

/**
 * A broker addressed in the wrong language (plain text or TLS) often just closes the connection, as one that is
 * shutting down does. Asking once in the other language tells the two apart. Nothing secret is sent.
 */
export async function explainClose(error: unknown, options: PipelineOptions): Promise<unknown> {
  if (!(error instanceof OperationError) || error.name !== 'ConnectionLost') return error;
  const probe = { ...options, connectTimeoutMs: Math.min(options.connectTimeoutMs, longestProbeMs) };
  if (options.tls !== undefined) return (await speaksPlainText(probe)) ? plainTextBroker(options.target, error) : error;
  return (await speaksTls(probe.target, probe.connectTimeoutMs)) ? tlsBroker(options.target, error) : error;
}

async function speaksPlainText(options: PipelineOptions): Promise<boolean> {
  try {
    const pipeline = await openPipeline({ ...options, tls: undefined });
    try {
      await call(pipeline.exchange, apiVersions, 0, {}, options.connectTimeoutMs);
      return true;
    } finally {
      pipeline.close();
    }
  } catch {
    return false;
  }
}

async function speaksTls(target: HostPort, timeoutMs: number): Promise<boolean> {
  try {
    const socket = await openSocket({
      target,
      tls: { verifiesHostName: false },
      timeoutMs,
      nowMs: () => 0,
      onBytes: () => undefined,
    });
    socket.destroy();
    return true;
  } catch (error) {
    return error instanceof OperationError && error.name === 'CertificateRejected';
  }
}

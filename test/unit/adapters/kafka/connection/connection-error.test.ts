import { describe, expect, test } from 'vitest';
import { connectionError } from '../../../../../src/adapters/kafka/connection/connection-error.ts';
import { Secret } from '../../../../../src/domain/secret.ts';

const target = { host: 'b1.example', port: 9094 };
const withIdentity = {
  verifiesHostName: true,
  clientIdentity: { certificateChain: 'chain', privateKey: new Secret('key') },
};

function classified(code: string, tls?: typeof withIdentity) {
  return connectionError(Object.assign(new Error('raw text'), { code }), target, tls);
}

describe('connectionError', () => {
  test.each([
    ['ENOTFOUND', 'HostUnknown', false, /host "b1\.example" is not known to DNS/],
    ['EAI_AGAIN', 'HostUnknown', true, /DNS did not answer/],
    ['ECONNREFUSED', 'BrokerUnreachable', true, /b1\.example:9094 refuses connections/],
    ['EHOSTUNREACH', 'BrokerUnreachable', true, /no route to the host/],
    ['ENETUNREACH', 'BrokerUnreachable', true, /no route to its network/],
    ['ETIMEDOUT', 'BrokerUnreachable', true, /security groups/],
    ['ECONNRESET', 'ConnectionLost', true, /was cut \(ECONNRESET\)/],
    ['EPIPE', 'ConnectionLost', true, /was cut \(EPIPE\)/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'TlsMismatch', false, /does not speak TLS on this port/],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'TlsMismatch', false, /does not speak TLS on this port/],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'TlsMismatch', false, /no TLS settings \(protocol version\)/],
    ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'TlsMismatch', false, /no TLS settings \(handshake failure\)/],
    ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'CertificateRejected', false, /sent none \(bad certificate\)/],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'CertificateRejected', false, /sent none \(certificate required\)/],
  ])('calls %s %s', (code, name, retryable, message) => {
    const error = classified(code);
    expect(error).toMatchObject({ name, retryable, message: expect.stringMatching(message) as string });
    expect(error.message).not.toContain('\n');
  });

  test('says that a client certificate was not accepted, where one was sent', () => {
    expect(classified('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', withIdentity)).toMatchObject({
      name: 'CertificateRejected',
      message: expect.stringMatching(/did not accept this client's certificate \(unknown ca\)/) as string,
    });
  });
});

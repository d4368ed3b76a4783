import { createHash, createHmac } from 'node:crypto';
import type { OAuthToken } from '../../domain/kafka/connection.ts';
import { Secret } from '../../domain/secret.ts';

/** AWS credentials as the SDK's providers give them. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

const service = 'kafka-cluster';
const maxLifetimeSeconds = 900;

/**
 * The token MSK takes over OAUTHBEARER: a URL of the action kafka-cluster:Connect, presigned with Signature Version 4,
 * in base64url. Made here since aws-msk-iam-sasl-signer-js, which gives the same, brings the SDK's login flows along:
 * 125 KB in a Lambda bundle that has none of them otherwise.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function mskIamToken(region: string, credentials: AwsCredentials, nowMs: number): OAuthToken {
  const instant = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const day = instant.slice(0, 8);
  // Kept to whole seconds, since MSK reads an integer here.
  const signedAtMs = Math.floor(nowMs / 1000) * 1000;
  const leftSeconds = ((credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - signedAtMs) / 1000;
  const lifetimeSeconds = Math.max(1, Math.floor(Math.min(leftSeconds, maxLifetimeSeconds)));
  // The same host in every partition, China's too: MSK's brokers check the region, not the name.
  const host = `kafka.${region}.amazonaws.com`;
  const scope = `${day}/${region}/${service}/aws4_request`;
  const query = canonicalQuery({
    Action: 'kafka-cluster:Connect',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${credentials.accessKeyId}/${scope}`,
    'X-Amz-Date': instant,
    'X-Amz-Expires': String(lifetimeSeconds),
    'X-Amz-Security-Token': credentials.sessionToken,
    'X-Amz-SignedHeaders': 'host',
  });
  const request = ['GET', '/', query, `host:${host}`, '', 'host', sha256('')].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', instant, scope, sha256(request)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  );
  const url = `https://${host}/?${query}&X-Amz-Signature=${hmac(key, toSign).toString('hex')}&User-Agent=kafka-steward`;
  return {
    value: new Secret(Buffer.from(url).toString('base64url')),
    expiresAtMs: signedAtMs + lifetimeSeconds * 1000,
  };
}

/** Sorted by name, percent-encoded by RFC 3986. */
function canonicalQuery(parameters: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encode(value)}`]))
    .sort()
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

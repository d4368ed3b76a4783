import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** SCRAM (RFC 5802, RFC 7677) from the client's side: three messages, as Kafka carries them. No channel binding. */

type ScramHash = 'sha256' | 'sha512';

export interface ScramLogin {
  readonly hash: ScramHash;
  readonly username: string;
  readonly password: string;
  /** Printable, without commas, new for each login. */
  readonly nonce: string;
}

export interface ClientFinal {
  readonly message: string;
  /** What a server that knows the password answers. */
  readonly serverSignature: Buffer;
}

export type ScramStep<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'refused'; readonly reason: string };

/** The least RFC 7677 allows: fewer would let a false server guess the password from one login. */
const fewestIterations = 4096;
/** Kafka itself stores no more than 16,384; a count without bound would let a server keep this machine busy. */
const mostIterations = 1_000_000;

const derive = promisify(pbkdf2);
const gs2Header = 'n,,';

export function clientFirst(login: ScramLogin): string {
  return gs2Header + clientFirstBare(login);
}

export async function clientFinal(login: ScramLogin, serverFirst: string): Promise<ScramStep<ClientFinal>> {
  const attributes = attributesOf(serverFirst);
  const nonce = attributes.get('r');
  const salt = attributes.get('s');
  const iterations = Number(attributes.get('i'));
  if (attributes.has('m')) return refused('asks for a SCRAM extension that this client does not know');
  if (nonce === undefined || !salt || !Number.isInteger(iterations))
    return refused('sent an unreadable SCRAM challenge');
  if (nonce.length <= login.nonce.length || !nonce.startsWith(login.nonce)) {
    return refused('did not send back the nonce of this login');
  }
  if (iterations < fewestIterations) {
    return refused(
      `asks for ${iterations} SCRAM iterations; fewer than ${fewestIterations} do not protect the password`,
    );
  }
  if (iterations > mostIterations) {
    return refused(`asks for ${iterations} SCRAM iterations; more than ${mostIterations} only keep this machine busy`);
  }
  const withoutProof = `c=${Buffer.from(gs2Header).toString('base64')},r=${nonce}`;
  const authMessage = `${clientFirstBare(login)},${serverFirst},${withoutProof}`;
  const keyLength = login.hash === 'sha256' ? 32 : 64;
  const saltedPassword = await derive(
    Buffer.from(login.password),
    Buffer.from(salt, 'base64'),
    iterations,
    keyLength,
    login.hash,
  );
  const clientKey = hmac(login.hash, saltedPassword, 'Client Key');
  const storedKey = createHash(login.hash).update(clientKey).digest();
  const clientSignature = hmac(login.hash, storedKey, authMessage);
  const proof = Buffer.from(clientKey.map((byte, i) => byte ^ clientSignature[i]!));
  const serverKey = hmac(login.hash, saltedPassword, 'Server Key');
  return {
    kind: 'ok',
    value: {
      message: `${withoutProof},p=${proof.toString('base64')}`,
      serverSignature: hmac(login.hash, serverKey, authMessage),
    },
  };
}

/** Whether the server proved that it knows the password too. */
export function serverFinal(expected: Buffer, message: string): ScramStep<undefined> {
  const attributes = attributesOf(message);
  const error = attributes.get('e');
  if (error !== undefined) return refused(`answered with SCRAM error "${error}"`);
  const signature = Buffer.from(attributes.get('v') ?? '', 'base64');
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    return refused('could not prove that it knows the password: it may not be the broker it claims to be');
  }
  return { kind: 'ok', value: undefined };
}

function clientFirstBare(login: ScramLogin): string {
  return `n=${login.username.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${login.nonce}`;
}

function attributesOf(message: string): ReadonlyMap<string, string> {
  return new Map(message.split(',').map(part => [part.slice(0, 1), part.slice(2)]));
}

function hmac(hash: ScramHash, key: Buffer, text: string): Buffer {
  return createHmac(hash, key).update(text).digest();
}

function refused(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}

import { createHmac, hash, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { AuthenticationProviderArgs } from 'kafkajs';

/** A connection to a broker as kafkajs hands it to an authenticator. */
export interface PlayedBroker {
  readonly connection: AuthenticationProviderArgs;
  /** Who tried to log in, in order. */
  readonly tried: readonly string[];
}

const salt = randomBytes(16);
const iterations = 4096;

/** Plays the broker's part of SCRAM-SHA-512: takes the passwords that are right at the time, and refuses others. */
export function playBroker(passwordOf: (username: string) => string | undefined, port = 9096): PlayedBroker {
  const tried: string[] = [];
  let first = '';
  let serverFirst = '';
  const answer = (message: string): string => {
    if (message.startsWith('n,,')) {
      first = message.slice('n,,'.length);
      serverFirst = `r=${nonceOf(first)}served,s=${salt.toString('base64')},i=${iterations}`;
      return serverFirst;
    }
    const username = /^n=([^,]*)/.exec(first)?.[1]?.replaceAll('=2C', ',').replaceAll('=3D', '=') ?? '';
    tried.push(username);
    const [withoutProof = '', proof] = message.split(',p=');
    const exchange = `${first},${serverFirst},${withoutProof}`;
    const { clientProof, serverSignature } = signaturesOf(passwordOf(username) ?? randomBytes(9).toString(), exchange);
    if (clientProof !== proof) throw new Error('invalid credentials');
    return `v=${serverSignature}`;
  };
  const saslAuthenticate: AuthenticationProviderArgs['saslAuthenticate'] = async ({ request, response }) => {
    const sent = (await request.encode()).subarray(4).toString();
    return response?.parse(Buffer.from(answer(sent)));
  };
  const quiet = () => undefined;
  const logger = { info: quiet, error: quiet, warn: quiet, debug: quiet, namespace: () => logger, setLogLevel: quiet };
  return { connection: { host: 'broker', port, logger, saslAuthenticate }, tried };
}

function nonceOf(clientFirst: string): string {
  return clientFirst.split(',r=')[1] ?? '';
}

function signaturesOf(password: string, exchange: string) {
  const salted = pbkdf2Sync(password, salt, iterations, 64, 'sha512');
  const hmac = (key: Buffer, text: string) => createHmac('sha512', key).update(text).digest();
  const clientKey = hmac(salted, 'Client Key');
  const storedKey = sha512(clientKey);
  const signature = hmac(storedKey, exchange);
  return {
    clientProof: Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0))).toString('base64'),
    serverSignature: hmac(hmac(salted, 'Server Key'), exchange).toString('base64'),
  };
}

function sha512(key: Buffer): Buffer {
  return hash('sha512', key, 'buffer');
}

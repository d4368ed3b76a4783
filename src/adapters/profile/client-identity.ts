import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { OperationError } from '../../domain/errors.ts';
import type { KeyStoreSource } from '../../domain/kafka/client-settings.ts';
import type { ClientIdentity } from '../../domain/kafka/connection.ts';
import { Secret } from '../../domain/secret.ts';
import { pemBlocks } from './pem.ts';
import { convertAdvice, readStoreFile, storeError } from './store-file.ts';
import { certificatesOf } from './trusted-certificates.ts';

type Complain = (what: string, cause?: unknown) => OperationError;

/** The client's certificate chain and key of a key store; the key is handed on decrypted. */
export async function readIdentity(source: KeyStoreSource): Promise<ClientIdentity> {
  if (source.kind === 'inline') {
    const key = readKey(source.privateKey.reveal(), source.keyPassword, inlineError('ssl.keystore.key'));
    const complain = inlineError('ssl.keystore.certificate.chain');
    return identityOf(key, certificatesOf(source.certificateChain, complain), complain);
  }
  const store = { ...source, key: 'ssl.keystore' };
  const complain: Complain = (what, cause) => storeError(store, what, cause);
  const read = await readStoreFile(store);
  if (read.kind === 'pem') {
    return identityOf(readKey(read.text, source.keyPassword, complain), certificatesOf(read.text, complain), complain);
  }
  if (read.kind === 'jks') throw complain(`is a JKS store; ${convertAdvice(store)}`);
  const { certificates, privateKeys } = read;
  if (privateKeys.length > 1) throw complain('holds more than one private key; keep the one to log in with');
  if (privateKeys[0] === undefined) throw complain('holds no private key; a client certificate needs its key');
  return identityOf(createPrivateKey(privateKeys[0].reveal()), certificates.map(String), complain);
}

function readKey(text: string, password: Secret | undefined, complain: Complain): KeyObject {
  const block = pemBlocks(text).find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (block === undefined) throw complain('holds no private key; one starts with "-----BEGIN PRIVATE KEY-----"');
  const isEncrypted = block.pem.includes('ENCRYPTED');
  if (isEncrypted && password === undefined) throw complain('holds an encrypted private key; set ssl.key.password');
  try {
    return createPrivateKey({ key: block.pem, passphrase: password?.reveal() });
  } catch (error) {
    throw complain(
      isEncrypted
        ? 'holds a private key that does not open with the ssl.key.password given'
        : 'holds a private key that cannot be read',
      error,
    );
  }
}

/** Puts the key's own certificate first, then the rest, as TLS sends them. */
function identityOf(key: KeyObject, certificates: readonly string[], complain: Complain): ClientIdentity {
  const own = certificates.find(pem => new X509Certificate(pem).checkPrivateKey(key));
  if (own === undefined) throw complain('holds no certificate of its private key');
  const chain = [own, ...certificates.filter(pem => pem !== own)];
  return {
    certificateChain: chain.join(''),
    privateKey: new Secret(key.export({ format: 'pem', type: 'pkcs8' }).toString()),
  };
}

function inlineError(key: string): Complain {
  return (what, cause) => new OperationError('ConfigurationInvalid', `${key} ${what}`, { cause });
}

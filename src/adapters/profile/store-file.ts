import type { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { OperationError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secret.ts';
import { fileProblem } from './file-problem.ts';
import { isJks, readJksCertificates } from './jks.ts';
import { type Pkcs12Contents, readPkcs12 } from './pkcs12.ts';
import { StoreError } from './store-error.ts';

/** A key or trust store as a user named it. */
export interface StoreFile {
  /** For messages: `ssl.truststore` or `ssl.keystore`. */
  readonly key: string;
  readonly location: string;
  readonly password?: Secret;
}

export type StoreContents =
  | { readonly kind: 'pem'; readonly text: string }
  | ({ readonly kind: 'pkcs12' } & Pkcs12Contents)
  | { readonly kind: 'jks'; readonly certificates: readonly X509Certificate[] };

const jceksMagic = 0xcececece;

/** Reads a store, telling its format by its first bytes, as Java does for JKS and PKCS12. */
export async function readStoreFile(store: StoreFile): Promise<StoreContents> {
  const bytes = await readBytes(store);
  const password = store.password?.reveal();
  try {
    if (isJks(bytes)) return { kind: 'jks', certificates: readJksCertificates(bytes, password) };
    // A DER sequence, which is how every PKCS12 store begins.
    if (bytes[0] === 0x30) return { kind: 'pkcs12', ...(await readPkcs12(bytes, password ?? '')) };
  } catch (error) {
    throw error instanceof StoreError ? storeError(store, sentenceOf(error, store), error) : error;
  }
  if (bytes.readUInt32BE(0) === jceksMagic) throw storeError(store, `is a JCEKS store; ${convertAdvice(store)}`);
  const text = bytes.toString('latin1');
  if (text.includes('-----BEGIN')) return { kind: 'pem', text };
  throw storeError(store, 'is neither a PEM nor a PKCS12 store');
}

/** How to make a store that can be read here of one that only Java reads. */
export function convertAdvice({ location }: StoreFile): string {
  const target = `${location.replace(/\.(jks|jceks)$/i, '')}.p12`;
  return `make a PKCS12 store of it: keytool -importkeystore -srckeystore ${location} -destkeystore ${target} -deststoretype PKCS12`;
}

async function readBytes(store: StoreFile): Promise<Buffer> {
  try {
    const bytes = await readFile(store.location);
    if (bytes.length >= 4) return bytes;
  } catch (error) {
    throw storeError(store, `cannot be read: ${fileProblem(error)}`, error);
  }
  throw storeError(store, 'is empty');
}

function sentenceOf({ reason }: StoreError, { key, password }: StoreFile): string {
  if (reason === 'password') {
    return password === undefined
      ? `needs its password: set ${key}.password`
      : `does not open with the ${key}.password given`;
  }
  // A PKCS12 store uses UTF-8 for one of its keys and UTF-16 for the other; node-forge knows one password for both.
  return /[^ -~]/.test(password?.reveal() ?? '')
    ? 'cannot be opened here with a password that is not all ASCII; give it another'
    : 'is damaged, or written in a way that cannot be read here; export it again with keytool -importkeystore';
}

/** An error about a store: which key, which file, what is wrong with it. */
export function storeError(store: StoreFile, what: string, cause?: unknown): OperationError {
  return new OperationError('ConfigurationInvalid', `${store.key}.location ${store.location} ${what}`, { cause });
}

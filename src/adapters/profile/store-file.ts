import { readFile } from 'node:fs/promises';
import { OperationError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secret.ts';
import { fileProblem } from './file-problem.ts';
import { type Pkcs12Contents, Pkcs12Error, readPkcs12 } from './pkcs12.ts';

/** A key or trust store as a user named it. */
export interface StoreFile {
  /** For messages: `ssl.truststore` or `ssl.keystore`. */
  readonly key: string;
  readonly location: string;
  readonly password?: Secret;
}

export type StoreContents =
  | { readonly kind: 'pem'; readonly text: string }
  | { readonly kind: 'pkcs12'; readonly contents: Pkcs12Contents };

/** Reads a store, telling its format by its first bytes, as Java does for JKS and PKCS12. */
export async function readStoreFile(store: StoreFile): Promise<StoreContents> {
  const bytes = await readBytes(store);
  const start = bytes.readUInt32BE(0);
  if (start === 0xfeedfeed || start === 0xcececece) {
    throw storeError(
      store,
      `is a JKS store; make a PKCS12 store of it: keytool -importkeystore -srckeystore ${store.location} -destkeystore ${store.location.replace(/\.jks$/i, '')}.p12 -deststoretype PKCS12`,
    );
  }
  // A DER sequence, which is how every PKCS12 store begins.
  if (bytes[0] === 0x30) return { kind: 'pkcs12', contents: await readContents(store, bytes) };
  const text = bytes.toString('latin1');
  if (text.includes('-----BEGIN')) return { kind: 'pem', text };
  throw storeError(store, 'is neither a PEM nor a PKCS12 store');
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

async function readContents(store: StoreFile, bytes: Buffer): Promise<Pkcs12Contents> {
  try {
    return await readPkcs12(bytes, store.password?.reveal() ?? '');
  } catch (error) {
    if (!(error instanceof Pkcs12Error)) throw error;
    if (error.reason === 'content') throw storeError(store, unreadable(store.password), error);
    const what =
      store.password === undefined
        ? `needs its password: set ${store.key}.password`
        : `does not open with the ${store.key}.password given`;
    throw storeError(store, what, error);
  }
}

function unreadable(password: Secret | undefined): string {
  // Such stores use UTF-8 for one of their keys and UTF-16 for the other; node-forge knows one password for both.
  if (/[^ -~]/.test(password?.reveal() ?? ''))
    return 'cannot be opened here with a password that is not all ASCII; give it another';
  return 'is damaged, or written in a way that cannot be read here; export it again with keytool -importkeystore';
}

/** An error about a store: which key, which file, what is wrong with it. */
export function storeError(store: StoreFile, what: string, cause?: unknown): OperationError {
  return new OperationError('ConfigurationInvalid', `${store.key}.location ${store.location} ${what}`, { cause });
}

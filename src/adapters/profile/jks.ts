import { createHash, X509Certificate } from 'node:crypto';
import { StoreError } from './store-error.ts';

const magic = 0xfeedfeed;
const privateKeyEntry = 1;
const magicLength = 4;
const dateLength = 8;
const digestLength = 20;

export function isJks(bytes: Buffer): boolean {
  return bytes.readUInt32BE(0) === magic;
}

/**
 * The trusted certificates of a JKS store, which is what the guide to Amazon MSK has people make of their JDK's
 * `cacerts`. They are not encrypted: the password only proves that nobody changed them, and may be absent, as in Java.
 * Private keys are passed over, with their certificates; they are protected in a way of Java's own.
 */
export function readJksCertificates(bytes: Buffer, password: string | undefined): X509Certificate[] {
  if (password !== undefined && !digestOf(bytes, password).equals(bytes.subarray(-digestLength))) {
    throw new StoreError('password', 'the digest differs');
  }
  try {
    return readEntries(bytes.subarray(magicLength, -digestLength));
  } catch (error) {
    throw new StoreError('content', error);
  }
}

/** Java's DataOutputStream: integers are big-endian, names have a 16-bit length, blocks a 32-bit one. */
function readEntries(entries: Buffer): X509Certificate[] {
  let position = 0;
  const skip = (length: number) => void (position += length);
  const readInt = () => entries.readUInt32BE((position += 4) - 4);
  const skipName = () => skip(2 + entries.readUInt16BE(position));
  const readBlock = () => {
    const length = readInt();
    skip(length);
    return entries.subarray(position - length, position);
  };
  const version = readInt();
  // Since version 2 each certificate has its type in front, always X.509.
  const readCertificate = () => {
    if (version >= 2) skipName();
    return readBlock();
  };
  const certificates: X509Certificate[] = [];
  for (let left = readInt(); left > 0; left--) {
    const kind = readInt();
    skipName();
    skip(dateLength);
    if (kind === privateKeyEntry) {
      readBlock();
      for (let chain = readInt(); chain > 0; chain--) readCertificate();
    } else {
      certificates.push(new X509Certificate(readCertificate()));
    }
  }
  return certificates;
}

function digestOf(bytes: Buffer, password: string): Buffer {
  const passwordBytes = Buffer.from(password, 'utf16le').swap16();
  const content = bytes.subarray(0, -digestLength);
  return createHash('sha1').update(passwordBytes).update('Mighty Aphrodite').update(content).digest();
}

import { createHash } from 'node:crypto';

/**
 * An id as Kafka writes them, made of a text: the same cluster, node or directory has the same id in every synthesis.
 * One that starts like an option would be taken for one by Kafka's commands, so its digest is digested again.
 */
export function kafkaUuid(text: string): string {
  let digest = sha256(text);
  while (identity(digest).startsWith('-')) digest = sha256(digest);
  return identity(digest);
}

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

const identity = (digest: Buffer): string => digest.subarray(0, 16).toString('base64url');

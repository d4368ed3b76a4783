import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface NodeArtifact {
  readonly path: string;
  readonly sha256: string;
}

/** The archive that `npm run build:nodes` wrote, with the SHA-256 that the nodes will insist on. */
export function readNodeArtifact(directory: string): NodeArtifact {
  const digest = join(directory, 'kafka-node.sha256');
  try {
    return { path: join(directory, 'kafka-node.tar.gz'), sha256: readFileSync(digest, 'utf8').trim() };
  } catch (cause) {
    throw new Error(`${digest} is not there; run npm run build:nodes`, { cause });
  }
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** The command line in one file, as `npm run build` writes it, with the SHA-256 that an instance will insist on. */
export function readLoadSoftware(path: string): { readonly path: string; readonly sha256: string } {
  if (!existsSync(path)) throw new Error(`${path} is missing; make it with: npm run build`);
  return { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readNodeArtifact } from '../../../../lib/ec2/node-artifact.ts';

const directory = mkdtempSync(join(tmpdir(), 'kafka-steward-artifact-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('the archive of a node', () => {
  it('is asked for by name where it was not built', () => {
    expect(() => readNodeArtifact(join(directory, 'none'))).toThrow(
      /kafka-node\.sha256 is not there; run npm run build:nodes$/,
    );
  });

  it('comes with its digest', () => {
    writeFileSync(join(directory, 'kafka-node.sha256'), `${'a'.repeat(64)}\n`);
    expect(readNodeArtifact(directory)).toEqual({ path: join(directory, 'kafka-node.tar.gz'), sha256: 'a'.repeat(64) });
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type PackedFile, packTarGzip } from '../../../../scripts/node-artifact/tar-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'kafka-steward-tar-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const file = (path: string, content: string, isExecutable = false): PackedFile => ({
  path,
  content: Buffer.from(content),
  isExecutable,
});

describe('an archive of files', () => {
  it('is what tar unpacks, of every length and with the right to run', () => {
    const exact = 'x'.repeat(512);
    const files = [
      file('bin/run', '#!/bin/sh\n', true),
      file('empty', ''),
      file('exact', exact),
      file('long', `${exact}y`),
    ];
    writeFileSync(join(directory, 'a.tar.gz'), packTarGzip(files));
    execFileSync('tar', ['-xzf', 'a.tar.gz'], { cwd: directory });
    for (const { path, content } of files) expect(readFileSync(join(directory, path))).toEqual(Buffer.from(content));
    expect(statSync(join(directory, 'bin/run')).mode & 0o777).toBe(0o755);
    expect(statSync(join(directory, 'exact')).mode & 0o777).toBe(0o644);
  });

  it('has the same bytes whatever the order of its files', () => {
    const files = [file('b', '2'), file('a', '1')];
    expect(packTarGzip(files)).toEqual(packTarGzip(files.toReversed()));
  });

  it('refuses a path that its header has no room for', () => {
    expect(() => packTarGzip([file('x'.repeat(101), '')])).toThrow(/longer than the 100 bytes/);
  });
});

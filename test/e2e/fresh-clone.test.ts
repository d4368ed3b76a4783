import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** What git does not keep, and what a synthesis does not need. */
const left = new Set(['.git', '.cache', '.kafka-steward', 'cdk.out', 'coverage', 'dist', 'node_modules', 'test']);

const makeClone = (): string => {
  const clone = mkdtempSync(join(tmpdir(), 'kafka-steward-clone-'));
  for (const name of readdirSync(root).filter(each => !left.has(each)))
    cpSync(join(root, name), join(clone, basename(name)), { recursive: true });
  // As `npm ci` leaves it; and the jars, so that the test needs no network.
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  symlinkSync(join(root, '.cache'), join(clone, '.cache'));
  return clone;
};

describe('a fresh clone', () => {
  let clone: string;
  beforeAll(() => {
    clone = makeClone();
  });
  afterAll(() => {
    rmSync(clone, { recursive: true, force: true });
  });

  const synth = async (...options: readonly string[]) => {
    const bin = join(clone, 'node_modules/.bin');
    const env = {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      HOME: process.env['HOME'],
      JAVA_HOME: process.env['JAVA_HOME'],
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    };
    return await promisify(execFile)(join(bin, 'cdk'), ['synth', '--quiet', ...options], { cwd: clone, env });
  };

  it('synthesises both clusters: functions and nodes are built because they are not there', async () => {
    const { stderr } = await synth('-c', 'cluster=both');
    const templates = readdirSync(join(clone, 'cdk.out')).filter(name => name.endsWith('.template.json'));
    expect(templates).toEqual(
      expect.arrayContaining(['Ec2.template.json', 'Msk.template.json', 'Network.template.json']),
    );
    expect(readdirSync(join(clone, 'dist'))).toEqual(expect.arrayContaining(['lambdas', 'nodes']));
    expect(stderr).toMatch(/kafka-steward-comparison-ec2 costs about [\d.,]+ USD a month/);
  });

  it('refuses a context that is wrong in its own words, and nothing else', async () => {
    const failed = await synth('-c', 'cluster=both', '-c', 'mskVersion=2.8').catch((error: unknown) => error);
    expect((failed as { stderr: string }).stderr).toContain('-c mskVersion="2.8" is none of 4.1.x.kraft');
    expect((failed as { stderr: string }).stderr).not.toContain('    at ');
  });

  it('fails with one line of its own where something cannot be built', async () => {
    const broken = makeClone();
    try {
      writeFileSync(join(broken, 'scripts/build.ts'), "process.stderr.write('no disk\\n'); process.exitCode = 1;");
      const built = promisify(execFile)(process.execPath, ['scripts/build-missing.ts'], { cwd: broken });
      const { code, stderr } = (await built.catch((error: unknown) => error)) as { code: number; stderr: string };
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: 'no disk\nthe app was not synthesised, because scripts/build.ts failed; its words are above\n',
      });
    } finally {
      rmSync(broken, { recursive: true, force: true });
    }
  });
});

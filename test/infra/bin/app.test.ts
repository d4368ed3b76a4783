import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../aws/build-once.ts';

const root = join(import.meta.dirname, '../../..');

/** The app as the CDK's command line starts it: no account, no credentials, no region. */
const runApp = async (context: Readonly<Record<string, string>>) => {
  const output = mkdtempSync(join(tmpdir(), 'kafka-steward-synth-'));
  const env = { PATH: process.env['PATH'] ?? '', CDK_OUTDIR: output, CDK_CONTEXT_JSON: JSON.stringify(context) };
  try {
    await promisify(execFile)(process.execPath, ['bin/app.ts'], { cwd: root, env });
    return { templates: readdirSync(output).filter(name => name.endsWith('.template.json')), stderr: '' };
  } catch (error) {
    return { templates: [], stderr: (error as { stderr: string }).stderr };
  } finally {
    rmSync(output, { recursive: true });
  }
};

describe('the CDK app', () => {
  beforeAll(build, 60_000);

  it('synthesises without context, account or network', async () => {
    expect(await runApp({})).toEqual({ templates: ['Operations.template.json'], stderr: '' });
  });

  it('stands clusters up where a kind of cluster is named', async () => {
    const { templates, stderr } = await runApp({ cluster: 'msk', zones: 'eu-west-1a,eu-west-1b,eu-west-1c' });
    expect(templates).toEqual(['Load', 'Monitoring', 'Msk', 'Network'].map(id => `${id}.template.json`));
    expect(stderr).toBe('');
  });

  it('refuses a context it cannot use, in lines and without a stack trace', async () => {
    const { stderr } = await runApp({ cluster: 'shop' });
    expect(stderr).toMatch(/^-c cluster="shop" is wrong: "shop" is not the ARN of an MSK cluster/);
    expect(stderr).not.toContain('    at ');
  });

  it('refuses what it cannot stand up in the same way, and tells a wrong kind of the kinds there are', async () => {
    const { stderr } = await runApp({ cluster: 'both', mskType: 'kafka.m5.tiny', brokerPorts: '9096' });
    expect(stderr).toMatch(/^-c brokerPorts is a key of the Operations stack.*\n-c mskType="kafka.m5.tiny" is no type/);
    expect(stderr).not.toContain('    at ');
    const typo = await runApp({ cluster: 'msk-expres' });
    expect(typo.stderr).toContain('to stand clusters up, give one of msk, msk-express, msk-serverless, ec2, both');
  });
});

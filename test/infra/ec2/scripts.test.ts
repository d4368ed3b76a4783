import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterSettings } from '../../../lib/config/kafka-settings.ts';
import { renderUserData } from '../../../lib/ec2/user-data.ts';
import { pythonTools } from '../../aws/python-tools.ts';
import { checkCloudConfig } from '../../ec2/cloud-init.ts';
import { type ClusterParts, slots, variablesOf } from '../../ec2/cluster-plan.ts';
import { runProcess } from '../../ec2/run-process.ts';

const root = resolve(import.meta.dirname, '../../..');
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kafka-steward-node-'));
});
afterAll(() => rm(directory, { recursive: true }));

const parts: ClusterParts = {
  hostedZoneId: 'Z0123456789',
  artifact: { bucket: 'artifacts', key: 'kafka-node.tar.gz', sha256: 'a'.repeat(64) },
  certificateSecretArns: new Map(),
  firstUserSecretArns: [],
  volumeIds: new Map(),
};

describe("a node's scripts", () => {
  it('have nothing that shellcheck warns of', async () => {
    const shellcheck = join(await pythonTools(), 'bin/shellcheck');
    const scripts = globSync(['ec2/bin/*', 'test/ec2/{tools,directory-tools}/*'], { cwd: root });
    // The steps are checked as part of the script that they are read into.
    const { stdout, exitCode } = await runProcess(shellcheck, ['-x', '-a', ...scripts], { cwd: root });
    expect(stdout).toBe('');
    expect(exitCode).toBe(0);
  });

  it('are started by units that systemd takes', async () => {
    const units = globSync(join(root, 'ec2/systemd/*.service'));
    expect(units).toHaveLength(2);
    const copies = units.map(unit => join(directory, basename(unit)));
    for (const [index, unit] of units.entries()) {
      // systemd also looks whether there is what a unit starts, which is somewhere else on a node.
      const text = (await readFile(unit, 'utf8')).replaceAll(/\/opt\/kafka-steward\/(bin\/)?/g, `${root}/ec2/bin/`);
      await writeFile(copies[index] ?? '', text);
    }
    const { exitCode, stderr } = await runProcess('systemd-analyze', ['verify', ...copies]);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('come to an instance by user data that cloud-init takes, in the space there is for it', async () => {
    const file = join(directory, 'user-data.yaml');
    for (const slot of slots) {
      const userData = renderUserData(variablesOf(slot, parts), clusterSettings);
      await writeFile(file, userData);
      expect(Buffer.byteLength(userData)).toBeLessThan(16 * 1024);
    }
    const { exitCode, stdout, stderr } = await checkCloudConfig(file);
    expect(stderr).toBe('');
    expect(stdout).toContain('Valid cloud-config');
    expect(exitCode).toBe(0);
  });

  it('come with a check of cloud-config that finds what is wrong', async () => {
    const file = join(directory, 'wrong.yaml');
    await writeFile(file, '#cloud-config\npackages: {java: 21}\n');
    expect((await checkCloudConfig(file)).exitCode).not.toBe(0);
  });
});

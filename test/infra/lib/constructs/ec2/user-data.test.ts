import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { clusterSettings, propertiesOf } from '../../../../../lib/config/kafka-settings.ts';
import { ec2TemplateFor } from '../../../ec2-synth.ts';
import { resolved } from '../../../resolve-template.ts';

const steps = join(import.meta.dirname, '../../../../../ec2/steps');
const scratch = mkdtempSync(join(tmpdir(), 'kafka-steward-user-data-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

interface LaunchTemplate {
  readonly LaunchTemplateData: { readonly UserData: unknown };
}

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly content: string }[];
}

/** The user data of each node as its instance gets it, by the name of its template. */
const userDataOf = (template: Template): readonly string[] => {
  const { Resources } = template.toJSON() as { Resources: Readonly<Record<string, { readonly Type: string }>> };
  const types = Object.fromEntries(Object.entries(Resources).map(([id, { Type }]) => [id, Type]));
  return Object.values(template.findResources('AWS::EC2::LaunchTemplate')).map(({ Properties }) => {
    const { LaunchTemplateData } = Properties as LaunchTemplate;
    return resolved(LaunchTemplateData.UserData, types) as string;
  });
};

const fileIn = (userData: string, path: string): string => {
  const { write_files: files } = parse(userData) as CloudConfig;
  return files.find(file => file.path === path)?.content ?? '';
};

/** What the node's own script says of its variables: nothing where it takes them. */
const complaintOf = async (variables: string): Promise<string> => {
  const file = join(scratch, `node-${crypto.randomUUID()}.env`);
  writeFileSync(file, variables);
  const script = 'set -euo pipefail; source "$1/say.sh"; source "$1/variables.sh"; read_variables "$2"';
  const ran = promisify(execFile)('bash', ['-c', script, 'bash', steps, file]);
  return await ran.then(
    () => '',
    (error: unknown) => (error as { readonly stderr: string }).stderr.trim(),
  );
};

const all = userDataOf(ec2TemplateFor({ brokersPerZone: 2 }));

describe('the user data of the nodes', () => {
  it('is taken by the script of each node, once CloudFormation has filled it in', async () => {
    expect(all).toHaveLength(9);
    const complaints = all.map(async userData => await complaintOf(fileIn(userData, '/etc/kafka-steward/node.env')));
    expect(await Promise.all(complaints)).toEqual(all.map(() => ''));
  });

  it('would be refused with a variable that is something else, so the test above means something', async () => {
    const variables = fileIn(all[0]!, '/etc/kafka-steward/node.env');
    expect(await complaintOf(variables.replace(/VOLUME_ID=.*/, 'VOLUME_ID=none'))).toContain('VOLUME_ID is "none"');
  });

  it('fits into what EC2 takes', () => {
    for (const userData of all) expect(Buffer.byteLength(userData)).toBeLessThan(16_384);
  });

  it('gives no node an id, a name or a volume of another one, and all of them one cluster', () => {
    const valuesOf = (name: string) =>
      all.map(userData => new RegExp(`^${name}=(.*)$`, 'm').exec(fileIn(userData, '/etc/kafka-steward/node.env'))?.[1]);
    for (const name of ['NODE_ID', 'NODE_HOST', 'CERTIFICATE_SECRET_ARN']) expect(new Set(valuesOf(name)).size).toBe(9);
    for (const name of ['CLUSTER_ID', 'VOTERS', 'ARTIFACT_SHA256']) expect(new Set(valuesOf(name)).size).toBe(1);
    expect(valuesOf('FIRST_USER_SECRET_ARNS').filter(value => value !== '')).toHaveLength(3);
    expect(valuesOf('EXPECTED_ZONE').toSorted()).toEqual(
      ['a', 'b', 'c'].flatMap(zone => Array<string>(3).fill(`eu-west-1${zone}`)),
    );
  });

  it('says each setting that all clusters share, and none that the script of the node says itself', () => {
    const script = readFileSync(join(steps, 'settings.sh'), 'utf8');
    const own = Array.from(script.matchAll(/^([a-z][a-z0-9.-]*)=/gm), found => found[1]);
    expect(own).toContain('node.id');
    for (const userData of all) {
      const settings = fileIn(userData, '/etc/kafka-steward/settings.properties');
      expect(settings).toBe(propertiesOf(clusterSettings));
      expect(Object.keys(clusterSettings).filter(name => own.includes(name))).toEqual([]);
    }
  });

  it('holds no secret', () => {
    for (const userData of all) expect(userData).not.toMatch(/password|PRIVATE KEY/i);
  });
});

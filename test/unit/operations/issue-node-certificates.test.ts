import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../src/domain/errors.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { issueNodeCertificates } from '../../../src/operations/issue-node-certificates.ts';
import { certificateWorld } from '../../builders/certificate-world.ts';

const dayMs = 86_400_000;
const node = (id: number) => ({ host: `node-${id}.shop.internal`, secretId: `node-${id}` });
const request = { clusterName: 'shop', authoritySecretId: 'authority', nodes: [node(1), node(2)] };
const scene = () => certificateWorld(['authority', 'node-1', 'node-2', 'node-3']);

const refusing = (world: ReturnType<typeof scene>['world'], secretId: string): typeof world => ({
  ...world,
  secrets: {
    ...world.secrets,
    put: async (id, version) => {
      if (id === secretId) throw new OperationError('AwsRefused', `no right to ${id}`);
      await world.secrets.put(id, version);
    },
  },
});

describe('certificates of nodes', () => {
  it('are issued by an authority that is made first, each into the secret of its node', async () => {
    const { world, valueOf } = scene();
    const report = await issueNodeCertificates(request, world);
    expect(report.authorityEndsAt).toBe('2036-08-29T00:00:00.000Z');
    expect(report.nodes).toEqual([
      { host: 'node-1.shop.internal', kind: 'issued', endsAt: '2026-11-30T00:00:00.000Z', reason: 'it has none' },
      { host: 'node-2.shop.internal', kind: 'issued', endsAt: '2026-11-30T00:00:00.000Z', reason: 'it has none' },
    ]);
    expect(valueOf('node-1')['authority']).toBe(report.authorityCertificate);
    expect(Object.keys(valueOf('authority'))).toEqual(['certificate', 'privateKey']);
    expect(valueOf('node-1')['privateKey']).not.toBe(valueOf('node-2')['privateKey']);
  });

  it('are kept by a second call, which issues only for a node that is new', async () => {
    const { world, versions } = scene();
    const first = await issueNodeCertificates(request, world);
    const second = await issueNodeCertificates({ ...request, nodes: [node(1), node(2), node(3)] }, world);
    expect(second.authorityCertificate).toBe(first.authorityCertificate);
    expect(second.nodes.map(({ kind }) => kind)).toEqual(['kept', 'kept', 'issued']);
    expect([...versions.values()].map(all => all.length)).toEqual([1, 1, 1, 1]);
  });

  it('are renewed under the same authority when a month is left, with a new key', async () => {
    const { world, clock, valueOf } = scene();
    const { authorityCertificate } = await issueNodeCertificates(request, world);
    const before = valueOf('node-1');
    clock.nowMs += 61 * dayMs;
    const report = await issueNodeCertificates(request, world);
    expect(report.nodes[0]).toMatchObject({
      kind: 'issued',
      reason: 'its certificate ends at 2026-11-30T00:00:00.000Z',
    });
    expect(valueOf('node-1')['privateKey']).not.toBe(before['privateKey']);
    expect(valueOf('node-1')['authority']).toBe(authorityCertificate);
  });

  it('are made anew where a secret holds something else', async () => {
    const { world, versions, valueOf } = scene();
    const { authorityCertificate } = await issueNodeCertificates(request, world);
    const { value } = versions.get('node-2')![0]!;
    const stranger = { versionId: 'stranger', labels: ['AWSCURRENT'], createdAt: '2026-09-01T00:00:00Z' };
    versions.get('node-1')!.push({ ...stranger, value });
    const report = await issueNodeCertificates(request, world);
    expect(report.nodes[0]).toMatchObject({ kind: 'issued', reason: 'its certificate is for node-2.shop.internal' });
    expect(valueOf('node-1')['authority']).toBe(authorityCertificate);
  });

  it('are of one authority and one version each where two calls come at once', async () => {
    const { world, versions, valueOf } = scene();
    const both = await Promise.all([issueNodeCertificates(request, world), issueNodeCertificates(request, world)]);
    const [authority] = new Set(both.map(({ authorityCertificate }) => authorityCertificate));
    expect(both.every(({ authorityCertificate }) => authorityCertificate === authority)).toBe(true);
    expect([...versions.values()].map(all => all.length)).toEqual([1, 1, 1, 0]);
    expect(valueOf('node-1')['authority']).toBe(authority);
  });

  it('come to all other nodes where one cannot have its own', async () => {
    const { world } = scene();
    const report = await issueNodeCertificates(request, refusing(world, 'node-1'));
    expect(report.nodes).toMatchObject([
      { kind: 'failed', error: { name: 'AwsRefused', message: 'no right to node-1' } },
      { kind: 'issued' },
    ]);
  });

  it.each([
    ['no JSON', 'not this'],
    ['no key', '{"certificate":"a"}'],
    ['no certificate', '{"certificate":"a","privateKey":"b"}'],
  ])('are refused where the authority has %s, which is not made anew', async (_what, text) => {
    const { world, versions } = scene();
    const version = { versionId: 'v', labels: ['AWSCURRENT'], createdAt: '2026-09-01T00:00:00Z' };
    versions.get('authority')!.push({ ...version, value: new Secret(text) });
    await expect(issueNodeCertificates(request, world)).rejects.toMatchObject({
      name: 'SecretUnreadable',
      message: 'secret authority holds no certificate authority with its key; put its former version back',
    });
    expect([...versions.values()].map(all => all.length)).toEqual([1, 0, 0, 0]);
  });

  it('are refused by an authority that is near its end', async () => {
    const { world, clock } = scene();
    await issueNodeCertificates(request, world);
    clock.nowMs += 3_640 * dayMs;
    await expect(issueNodeCertificates(request, world)).rejects.toMatchObject({
      name: 'ConfigurationInvalid',
      message: /^the authority in secret authority ends at 2036-08-29/,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { certifyNodes } from '../../../../lambdas/node-certificates/certify-nodes.ts';
import { parseRequest } from '../../../../lambdas/node-certificates/request.ts';
import { readSettings } from '../../../../lambdas/node-certificates/settings.ts';
import { certificateWorld } from '../../../builders/certificate-world.ts';

const settings = { clusterName: 'shop', authoritySecretId: 'authority' };
const nodes = [1, 2, 3].map(id => ({ host: `node-${id}.shop.internal`, secretId: `node-${id}` }));

describe('the function that certifies nodes', () => {
  it('fails with each node that got no certificate, after all others got theirs', async () => {
    const { world, valueOf } = certificateWorld(['authority', 'node-2']);
    await expect(certifyNodes({ nodes }, settings, world)).rejects.toMatchObject({
      name: 'SecretUnknown',
      message:
        '2 of 3 nodes got no certificate: node-1.shop.internal: there is no secret node-1; node-3.shop.internal: there is no secret node-3',
    });
    expect(Object.keys(valueOf('node-2'))).toEqual(['certificate', 'privateKey', 'authority']);
  });

  it('takes the properties of a custom resource, which have more than its own fields', () => {
    expect(parseRequest({ ServiceToken: 'arn', ServiceTimeout: '600', nodes })).toEqual({ nodes });
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /it is no object/],
    ['another object', {}, /nodes is missing; send \{"nodes"/],
    ['no node', { nodes: [] }, /nodes has to be at least 1 entry/],
    ['a node without a name', { nodes: [{ secretId: 'a' }] }, /nodes\[0\]\.host is missing/],
    ['an empty secret', { nodes: [{ host: 'a', secretId: '' }] }, /nodes\[0\]\.secretId has to be at least 1 letter/],
  ])('refuses %s with the field', (_what, asked, problem) => {
    expect(() => parseRequest(asked)).toThrow(expect.objectContaining({ name: 'InputInvalid' }));
    expect(() => parseRequest(asked)).toThrow(problem);
  });

  it('refuses an environment that is not whole, with all that is missing', () => {
    expect(() => readSettings({ AUTHORITY_SECRET_ID: ' ' })).toThrow(
      'CLUSTER_NAME is missing; AUTHORITY_SECRET_ID is empty',
    );
    expect(readSettings({ CLUSTER_NAME: 'shop', AUTHORITY_SECRET_ID: 'authority' })).toEqual(settings);
  });
});

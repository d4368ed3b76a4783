import { X509Certificate } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { build } from '../../aws/build-once.ts';
import { startCloudFormationInbox } from '../../aws/cloudformation-inbox.ts';
import { type LocalLambda, startLambda } from '../../aws/local-lambda.ts';
import { type SecretsEdge, startSecretsEdge } from '../../aws/secrets-edge.ts';

const bundle = join(import.meta.dirname, '../../../dist/lambdas/node-certificates/index.mjs');

describe('the function that certifies nodes, as it is deployed', () => {
  let edge: SecretsEdge;
  let inbox: Awaited<ReturnType<typeof startCloudFormationInbox>>;
  let client: SecretsManagerClient;
  let lambda: LocalLambda;
  let secrets: { readonly authority: string; readonly nodes: readonly string[] };
  const running: LocalLambda[] = [];

  const start = async (environment: Readonly<Record<string, string>>): Promise<LocalLambda> => {
    const started = await startLambda('node-certificates', environment);
    running.push(started);
    return started;
  };
  const nodesOf = (ids: readonly string[]) =>
    ids.map((secretId, i) => ({ host: `node-${i + 1}.shop.internal`, secretId }));
  const callOf = (RequestType: string, ids: readonly string[]) => ({
    RequestType,
    ResponseURL: inbox.url,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Issued',
    ...(RequestType === 'Create' ? {} : { PhysicalResourceId: 'Issued' }),
    ResourceProperties: { ServiceToken: 'arn', nodes: nodesOf(ids) },
  });
  const valueOf = async (SecretId: string): Promise<Readonly<Record<string, string>>> => {
    const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId }));
    return JSON.parse(SecretString) as Record<string, string>;
  };

  beforeAll(async () => {
    [edge, inbox] = await Promise.all([startSecretsEdge(), startCloudFormationInbox(), build()]);
    client = new SecretsManagerClient(edge.clientConfig);
  });
  afterAll(() => {
    for (const each of running) each.stop();
    client.destroy();
    inbox.stop();
    edge.stop();
  });

  beforeEach(async () => {
    const create = async (Name: string): Promise<string> =>
      (await client.send(new CreateSecretCommand({ Name: `${Name}-${crypto.randomUUID()}` }))).ARN ?? '';
    const [authority = '', ...nodes] = await Promise.all(['authority', 'node-1', 'node-2'].map(create));
    secrets = { authority, nodes };
    lambda = await start({
      CLUSTER_NAME: 'shop',
      AUTHORITY_SECRET_ID: authority,
      AWS_ENDPOINT_URL: edge.endpoint,
    });
  });

  it('stays under 700 KB', () => {
    expect(statSync(bundle).size).toBeLessThan(700_000);
  });

  it('issues what the stack asks for, tells whom to trust, and logs no key', async () => {
    expect(await lambda.invoke(callOf('Create', secrets.nodes))).toMatchObject({ kind: 'returned' });
    const { Status, Data, PhysicalResourceId } = inbox.next() ?? {};
    expect({ Status, PhysicalResourceId }).toEqual({ Status: 'SUCCESS', PhysicalResourceId: 'Issued' });
    const authority = new X509Certificate(Data?.['AuthorityCertificate'] ?? '');
    for (const [i, id] of secrets.nodes.entries()) {
      const value = await valueOf(id);
      const issued = new X509Certificate(value['certificate'] ?? '');
      expect(issued.checkHost(`node-${i + 1}.shop.internal`)).toBeDefined();
      expect(issued.verify(authority.publicKey)).toBe(true);
      expect(value['authority']).toBe(Data?.['AuthorityCertificate']);
    }
    expect(lambda.log()).toContain('nodes are certified');
    expect(lambda.log()).not.toContain('PRIVATE KEY');
  });

  it('keeps what is good at an update and in the schedule, and everything when the stack goes', async () => {
    const [first = ''] = secrets.nodes;
    await lambda.invoke(callOf('Create', [first]));
    const before = [await valueOf(secrets.authority), await valueOf(first)];
    await lambda.invoke(callOf('Update', secrets.nodes));
    expect(await lambda.invoke({ nodes: nodesOf(secrets.nodes) })).toMatchObject({ kind: 'returned' });
    await lambda.invoke(callOf('Delete', []));
    expect([inbox.next(), inbox.next(), inbox.next()].map(answer => answer?.Status)).toEqual(
      Array.from({ length: 3 }, () => 'SUCCESS'),
    );
    expect([await valueOf(secrets.authority), await valueOf(first)]).toEqual(before);
  });

  it('fails with the one node that has no secret, and tells CloudFormation so', async () => {
    const [first = ''] = secrets.nodes;
    const failed = await lambda.invoke(callOf('Create', [first, 'none']));
    expect(failed).toMatchObject({ kind: 'failed', errorType: 'SecretUnknown' });
    expect(inbox.next()).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(
        /^SecretUnknown: 1 of 2 nodes got no certificate: node-2\.shop\.internal: there is no secret none/,
      ) as string,
    });
    expect(Object.keys(await valueOf(first))).toContain('certificate');
  });

  it.each<[string, unknown]>([
    ['an event of somebody else', { Records: [] }],
    ['a call without nodes', { nodes: [] }],
  ])('refuses %s and answers the next', async (_what, event) => {
    expect(await lambda.invoke(event)).toMatchObject({ kind: 'failed', errorType: 'InputInvalid' });
    expect(await lambda.invoke({ nodes: nodesOf(secrets.nodes) })).toMatchObject({ kind: 'returned' });
  });

  it('tells CloudFormation of an environment that is not usable, which must not wait for a function that never began', async () => {
    const broken = await start({ CLUSTER_NAME: 'shop' });
    expect(await broken.invoke(callOf('Create', secrets.nodes))).toMatchObject({ errorType: 'ConfigurationInvalid' });
    expect(inbox.next()).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('AUTHORITY_SECRET_ID is missing') as string,
    });
  });

  it('makes one authority and one certificate where two calls come at once', async () => {
    const { authority, nodes } = secrets;
    const environment = { CLUSTER_NAME: 'shop', AUTHORITY_SECRET_ID: authority, AWS_ENDPOINT_URL: edge.endpoint };
    const other = await start(environment);
    const answers = await Promise.all([lambda, other].map(async each => await each.invoke({ nodes: nodesOf(nodes) })));
    expect(answers[0]).toMatchObject({ kind: 'returned' });
    expect(answers[1]).toEqual(answers[0]);
    expect([authority, ...nodes].map(id => edge.secret(id).versions.size)).toEqual([1, 1, 1]);
  });

  it.each(['throttle', 'lose'] as const)('goes on where Secrets Manager answers once with: %s', async kind => {
    edge.faults.add({ kind, action: 'PutSecretValue' });
    expect(await lambda.invoke({ nodes: nodesOf(secrets.nodes) })).toMatchObject({ kind: 'returned' });
    expect(edge.secret(secrets.authority).versions.size).toBe(1);
  });

  it('fails with the right that is missing, and says nothing of the value it was about to store', async () => {
    edge.faults.add({ kind: 'deny', action: 'PutSecretValue', skip: 1 });
    const failed = await lambda.invoke({ nodes: nodesOf(secrets.nodes) });
    expect(failed).toMatchObject({ kind: 'failed', errorType: 'AwsRefused' });
    expect(failed).toHaveProperty(
      'errorMessage',
      expect.stringMatching(/1 of 2 .*allow secretsmanager:PutSecretValue/),
    );
    expect(lambda.log()).not.toContain('PRIVATE KEY');
  });
});

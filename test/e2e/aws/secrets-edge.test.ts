import { randomUUID } from 'node:crypto';
import {
  CancelRotateSecretCommand,
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, test } from 'vitest';
import type { RotationEvent, RotationFunction } from '../../aws/rotation-driver.ts';
import { startSecretsEdge } from '../../aws/secrets-edge.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const functionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:rotate';
const SecretId = 'orders';

/** The edge with one secret of value `first`, and a function that rotates as AWS's templates do. */
const setUp = async () => {
  const events: RotationEvent[] = [];
  const wayward: { next: (event: RotationEvent) => void } = { next: () => undefined };
  const rotate: RotationFunction = async event => {
    events.push(event);
    wayward.next(event);
    await followTemplate(client, event);
  };
  const edge = await startSecretsEdge({ functions: { [functionArn]: rotate } });
  stops.push(edge.stop);
  const client = new SecretsManagerClient(edge.clientConfig);
  await client.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'first' }));
  const stages = async () => (await client.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages ?? {};
  const first = Object.keys(await stages())[0] ?? '';
  const put = async (SecretString: string, ClientRequestToken: string, ...VersionStages: string[]) =>
    await client.send(new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken, VersionStages }));
  const value = async (choice: { VersionId?: string; VersionStage?: string } = {}) =>
    (await client.send(new GetSecretValueCommand({ SecretId, ...choice }))).SecretString;
  return { edge, client, rotate, events, wayward, stages, first, put, value };
};

const followTemplate = async (client: SecretsManagerClient, { Step, ClientRequestToken }: RotationEvent) => {
  if (Step === 'createSecret') {
    const version = {
      ClientRequestToken,
      SecretString: `made for ${ClientRequestToken}`,
      VersionStages: ['AWSPENDING'],
    };
    await client.send(new PutSecretValueCommand({ SecretId, ...version }));
  }
  if (Step !== 'finishSecret') return;
  const { VersionId } = await client.send(new GetSecretValueCommand({ SecretId }));
  const move = { VersionStage: 'AWSCURRENT', MoveToVersionId: ClientRequestToken, RemoveFromVersionId: VersionId };
  if (VersionId !== ClientRequestToken) await client.send(new UpdateSecretVersionStageCommand({ SecretId, ...move }));
};

describe('the edge of Secrets Manager', () => {
  test('takes one value for one token', async () => {
    const { put, stages, first, value } = await setUp();
    const token = randomUUID();
    await put('second', token, 'AWSPENDING');
    await put('second', token, 'AWSCURRENT');
    await expect(put('third', token, 'AWSPENDING')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    expect(await stages()).toEqual({ [first]: ['AWSCURRENT'], [token]: ['AWSPENDING'] });
    expect(await value({ VersionId: token })).toBe('second');
  });

  test('keeps a version that has lost its labels, and does not describe it', async () => {
    const { put, stages, value } = await setUp();
    const [second, third] = [randomUUID(), randomUUID()];
    await put('second', second, 'AWSPENDING');
    await put('third', third, 'AWSPENDING');
    expect(Object.keys(await stages())).not.toContain(second);
    expect(await value({ VersionId: second })).toBe('second');
  });

  test('refuses to move a label for somebody who does not know where it is', async () => {
    const { put, client, first } = await setUp();
    const second = randomUUID();
    await put('second', second, 'AWSPENDING');
    const move = async (MoveToVersionId: string | undefined, RemoveFromVersionId: string | undefined) => {
      const places = { MoveToVersionId, RemoveFromVersionId };
      await client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: 'AWSCURRENT', ...places }));
    };
    for (const [to, from] of [[second], [second, second], [undefined, first], []] as const) {
      await expect(move(to, from)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    }
    await expect(move(randomUUID(), first)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await move(second, first);
  });

  test('refuses a name that is there, and finds a secret by name, ARN, and ARN without its end', async () => {
    const { client, edge } = await setUp();
    const again = client.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'other' }));
    await expect(again).rejects.toMatchObject({ name: 'ResourceExistsException' });
    const { arn } = edge.secret(SecretId);
    await client.send(new TagResourceCommand({ SecretId: arn.slice(0, -7), Tags: [{ Key: 'team', Value: 'shop' }] }));
    const { Tags } = await client.send(new DescribeSecretCommand({ SecretId: arn }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'shop' }]);
  });

  test('throttles, fails and cuts calls before their effect, and loses answers after it', async () => {
    const { edge, put, value } = await setUp();
    for (const kind of ['throttle', 'fail', 'cut'] as const) {
      const token = randomUUID();
      edge.faults.add({ kind, action: 'PutSecretValue', skip: 1, times: 2 });
      await put('before', randomUUID());
      for (let i = 0; i < 2; i += 1) await expect(put(kind, token, 'AWSPENDING')).rejects.toThrow();
      await expect(value({ VersionId: token })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    }
    const token = randomUUID();
    edge.faults.add({ kind: 'lose' });
    await expect(put('lost', token, 'AWSPENDING')).rejects.toThrow();
    expect(await value({ VersionId: token })).toBe('lost');
  });
});

describe('a rotation', () => {
  const begin = async (client: SecretsManagerClient) =>
    (await client.send(new RotateSecretCommand({ SecretId, RotationLambdaARN: functionArn }))).VersionId ?? '';

  test('is begun by RotateSecret with a version that has no value, and calls the function four times', async () => {
    const { client, edge, events, wayward, value } = await setUp();
    const seen: (string | undefined)[] = [];
    wayward.next = ({ ClientRequestToken }) => {
      seen.push(edge.secret(SecretId).versions.get(ClientRequestToken)?.value);
    };
    const token = await begin(client);
    expect((await edge.stories()).map(({ kind }) => kind)).toEqual(['rotated']);
    expect(events.map(({ Step }) => Step)).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret']);
    expect(events.every(({ SecretId: id }) => id === edge.secret(SecretId).arn)).toBe(true);
    expect(seen[0]).toBeUndefined();
    expect(await value()).toBe(`made for ${token}`);
    expect(await value({ VersionStage: 'AWSPREVIOUS' })).toBe('first');
    // AWSPENDING may stay on what is current.
    await begin(client);
    expect(await edge.stories()).toHaveLength(2);
  });

  test('is refused without a function, and while AWSPENDING is on a version that is not current', async () => {
    const { client, put, edge } = await setUp();
    const refused = { name: 'InvalidRequestException' };
    await expect(client.send(new RotateSecretCommand({ SecretId }))).rejects.toMatchObject(refused);
    await put('left', randomUUID(), 'AWSPENDING');
    await expect(begin(client)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('previous rotation') as unknown,
    });
    await client.send(new CancelRotateSecretCommand({ SecretId }));
    expect((await client.send(new DescribeSecretCommand({ SecretId }))).RotationEnabled).toBeUndefined();
    expect([...edge.secret(SecretId).versions.values()].at(-1)?.labels).toEqual(new Set(['AWSPENDING']));
  });

  test('is done again as a whole with the same token, then with a new one', async () => {
    const { edge, rotate, wayward } = await setUp();
    let failures = 3;
    wayward.next = ({ Step, ClientRequestToken }) => {
      if (Step !== 'testSecret' || failures === 0) return;
      failures -= 1;
      // The last failure lets go of the pending version, as a function that gives up does.
      if (failures === 0) edge.secret(SecretId).versions.get(ClientRequestToken)?.labels.delete('AWSPENDING');
      throw new Error('not yet');
    };
    const { kind, calls } = await edge.rotate(SecretId, rotate, { timesATokenIsTried: 3, rotations: 2 });
    expect(kind).toBe('rotated');
    const tokens = [...new Set(calls.map(({ token }) => token))];
    expect(tokens).toHaveLength(2);
    expect(calls.map(({ step, token, error }) => [step[0], tokens.indexOf(token), error !== undefined])).toEqual([
      ...Array.from({ length: 3 }, () => [
        ['c', 0, false],
        ['s', 0, false],
        ['t', 0, true],
      ]).flat(),
      ...['c', 's', 't', 'f'].map(step => [step, 1, false]),
    ]);
  });

  test('that has left AWSPENDING is tried again in place of a new one', async () => {
    const { edge, rotate, wayward } = await setUp();
    const token = randomUUID();
    wayward.next = () => {
      throw new Error('never');
    };
    const { kind, calls } = await edge.rotate(SecretId, rotate, { token, timesATokenIsTried: 1, rotations: 2 });
    expect(kind).toBe('failed');
    expect(calls.map(({ step }) => step)).toEqual(['createSecret', 'RotateSecret', 'createSecret']);
    expect(calls.filter(({ token: used }) => used === token)).toHaveLength(2);
  });

  test('has failed where the function says it is done and is not', async () => {
    const { edge, rotate } = await setUp();
    const idle = await edge.rotate(SecretId, async () => 'done', { timesATokenIsTried: 1 });
    expect(idle.calls).toMatchObject([{ step: 'createSecret', error: { name: 'RotationFailed' } }]);
    const unfinished = await edge.rotate(
      SecretId,
      async event => (event.Step === 'finishSecret' ? 'done' : await rotate(event)),
      { timesATokenIsTried: 1 },
    );
    expect(unfinished.calls.at(-1)).toMatchObject({ step: 'finishSecret', error: { name: 'RotationFailed' } });
  });
});

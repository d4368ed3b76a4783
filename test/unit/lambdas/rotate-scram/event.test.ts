import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseRotateScramEvent } from '../../../../lambdas/rotate-scram/event.ts';

const event = {
  Step: 'createSecret',
  SecretId: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:kafka/orders-AbCdEf',
  ClientRequestToken: randomUUID(),
} as const;

describe('the event of a rotation', () => {
  it.each(['createSecret', 'setSecret', 'testSecret', 'finishSecret'])('is taken for step %s', Step => {
    expect(parseRotateScramEvent({ ...event, Step })).toEqual({ ...event, Step });
  });

  it('is taken with the token of a role, and without what is not known', () => {
    const RotationToken = 'a token';
    expect(parseRotateScramEvent({ ...event, RotationToken, More: 1 })).toEqual({ ...event, RotationToken });
  });

  it('may be the one of the schedule', () => {
    const tellAges = [{ secretId: event.SecretId, user: 'orders' }];
    expect(parseRotateScramEvent({ tellAges })).toEqual({ tellAges });
  });

  it.each([
    [{ ...event, Step: 'dropSecret' }, 'Step'],
    [{ ...event, SecretId: 'orders' }, 'SecretId'],
    [{ ...event, ClientRequestToken: 'short-secret' }, 'ClientRequestToken'],
    [{ ...event, ClientRequestToken: `${randomUUID()}#1` }, 'ClientRequestToken'],
    [{ ...event, RotationToken: 7 }, 'RotationToken'],
    [{}, 'Step, SecretId, ClientRequestToken'],
    [null, 'all of it'],
    ['createSecret', 'all of it'],
    [{ tellAges: 'orders' }, 'tellAges'],
    [{ tellAges: [{ secretId: event.SecretId }] }, 'tellAges.0.user'],
  ])('refuses %j by the names of its fields, and quotes nothing', (wrong, fields) => {
    const parse = () => parseRotateScramEvent(wrong);
    expect(parse).toThrow(
      `the event is not one of Secrets Manager (see ${fields}); rotate with: aws secretsmanager rotate-secret --secret-id ARN`,
    );
    expect(parse).not.toThrow(/short-secret|dropSecret|#1/);
  });
});

import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { sfnApprovalDesk } from '../../../../src/adapters/aws/sfn-approval-desk.ts';
import { stsCallerIdentity } from '../../../../src/adapters/aws/sts-caller-identity.ts';
import { Secret } from '../../../../src/domain/secret.ts';
import { answering, type CannedAnswer } from '../../../aws/answering-client.ts';
import { waitingRun } from '../../../builders/waiting-run.ts';

const token = 'AQCEAAAAKgAAAAMAAAAAAAAAAd';
const awaited = { ...waitingRun().asked, taskToken: new Secret(token) };
const answer = { kind: 'approved', person: 'arn:aws:iam::111122223333:user/bob', digest: awaited.digest } as const;

const failing = (name: string, message: string, statusCode = 400): CannedAnswer => ({
  statusCode,
  headers: { 'x-amzn-errortype': name },
  body: JSON.stringify({ __type: name, message }),
});

const deliver = async (given: CannedAnswer) => {
  const { seen, config } = answering(given);
  const failure: unknown = await sfnApprovalDesk(new SFNClient(config))
    .deliver(awaited, answer)
    .catch((error: unknown) => error);
  return { failure, sent: JSON.parse(new TextDecoder().decode(seen[0]?.body)) as unknown };
};

describe('the approval desk of Step Functions', () => {
  it('sends the answer as the output of the state that waits', async () => {
    const { failure, sent } = await deliver({ statusCode: 200, body: '{}' });
    expect(failure).toBeUndefined();
    expect(sent).toEqual({ taskToken: token, output: JSON.stringify(answer) });
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
    'tells %s as an answer that is too late',
    async name => {
      const { failure } = await deliver(failing(name, `Invalid token ${token}`));
      expect(failure).toMatchObject({
        name: 'ApprovalOver',
        message: `run run-1 does not wait for an answer any more (${name}); see "runs show run-1"`,
      });
    },
  );

  it.each([
    ['AwsRefused', failing('AccessDeniedException', `no right to answer ${token}`)],
    ['AwsUnavailable', failing('ThrottlingException', `slow down with ${token}`)],
    ['AwsUnavailable', failing('ServiceUnavailable', `no ${token}`, 503)],
  ])('tells %s without the token, whatever AWS quotes', async (name, given) => {
    const { failure } = await deliver(given);
    expect(failure).toMatchObject({ name, message: expect.stringContaining('[secret]') as unknown });
    expect((failure as Error).cause).toBeUndefined();
    expect(`${String(failure)} ${(failure as Error).stack ?? ''}`).not.toContain(token);
  });
});

describe('who the caller is', () => {
  const arnFrom = (given: CannedAnswer) => stsCallerIdentity(new STSClient(answering(given).config)).readArn();

  it('is the ARN that STS tells', async () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/OnCall/bob';
    const body = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`;
    expect(await arnFrom({ statusCode: 200, headers: { 'content-type': 'text/xml' }, body })).toBe(arn);
  });

  it('fails where the credentials have expired', async () => {
    const body =
      '<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredTokenException</Code><Message>old</Message></Error></ErrorResponse>';
    await expect(arnFrom({ statusCode: 403, headers: { 'content-type': 'text/xml' }, body })).rejects.toMatchObject({
      name: 'AwsRefused',
      message: expect.stringContaining('the AWS credentials have expired') as unknown,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { answerCloudFormation } from '../../../../lambdas/node-certificates/answer-cloudformation.ts';
import {
  type CloudFormationCall,
  cloudFormationCallOf,
} from '../../../../lambdas/node-certificates/cloudformation-call.ts';
import type { CloudFormationAnswer } from '../../../../src/adapters/aws/send-cloudformation-answer.ts';
import { OperationError } from '../../../../src/domain/errors.ts';

const call: CloudFormationCall = {
  RequestType: 'Create',
  ResponseURL: 'https://cloudformation.example/answer?signature=abc',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Issued',
  ResourceProperties: { ServiceToken: 'arn' },
};
const ids = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Issued', PhysicalResourceId: 'Issued' };

const answering = async (
  changes: Partial<CloudFormationCall>,
  attributes: () => Promise<Readonly<Record<string, string>>>,
  leftMs = 60_000,
) => {
  const sent: { readonly url: string; readonly answer: CloudFormationAnswer }[] = [];
  const send = async (url: string, answer: CloudFormationAnswer) => {
    sent.push({ url, answer });
  };
  const ended = await answerCloudFormation({ ...call, ...changes }, { attributes, leftMs: () => leftMs, send }).catch(
    (error: unknown) => error,
  );
  return { ended, sent };
};

describe('the answer to CloudFormation', () => {
  it.each(['Create', 'Update'] as const)('has what the resource tells after a %s', async RequestType => {
    const { ended, sent } = await answering({ RequestType }, async () => ({ AuthorityCertificate: 'PEM' }));
    expect(ended).toBeUndefined();
    expect(sent).toEqual([
      { url: call.ResponseURL, answer: { ...ids, Status: 'SUCCESS', Data: { AuthorityCertificate: 'PEM' } } },
    ]);
  });

  it('keeps the name of a resource that has one', async () => {
    const { sent } = await answering({ RequestType: 'Update', PhysicalResourceId: 'own' }, async () => ({}));
    expect(sent[0]?.answer.PhysicalResourceId).toBe('own');
  });

  it('is a success at once where the resource goes: what was made is kept or deleted with its secrets', async () => {
    const { sent } = await answering({ RequestType: 'Delete' }, async () => {
      throw new Error('nothing is to be done');
    });
    expect(sent.map(({ answer }) => answer.Status)).toEqual(['SUCCESS']);
  });

  it('tells our own reason of a failure in one line, and the call fails as well', async () => {
    const refused = new OperationError('AwsRefused', 'no right to node-1');
    const { ended, sent } = await answering({}, async () => {
      throw refused;
    });
    expect(sent[0]?.answer).toEqual({ ...ids, Status: 'FAILED', Reason: 'AwsRefused: no right to node-1' });
    expect(ended).toBe(refused);
  });

  it('tells nothing of an error that is not ours: it may quote a key', async () => {
    const { sent } = await answering({}, async () => {
      throw new Error('-----BEGIN PRIVATE KEY-----');
    });
    expect(sent[0]?.answer.Reason).toBe('InternalError: the log of the function says more');
  });

  it('fits into what CloudFormation takes', async () => {
    const { sent } = await answering({}, async () => {
      throw new OperationError('AwsRefused', 'x'.repeat(9_000));
    });
    expect(JSON.stringify(sent[0]?.answer).length).toBeLessThan(4_096);
  });

  it('comes before the function is ended', async () => {
    const never = new Promise<Readonly<Record<string, string>>>(() => undefined);
    const { ended, sent } = await answering({}, async () => await never, 15_000);
    expect(sent[0]?.answer.Reason).toMatch(/^RequestTimedOut: /);
    expect(ended).toMatchObject({ name: 'RequestTimedOut', retryable: true });
  });
});

describe('a call of CloudFormation', () => {
  it('is known by what CloudFormation always sends', () => {
    expect(cloudFormationCallOf(call)).toEqual(call);
  });

  it.each<[string, unknown]>([
    ['the schedule', { nodes: [] }],
    ['nothing', null],
    ['a call without a place for the answer', { ...call, ResponseURL: undefined }],
    ['an answer to a file', { ...call, ResponseURL: 'file:///etc/passwd' }],
    ['another kind of request', { ...call, RequestType: 'Look' }],
  ])('is not %s', (_what, event) => {
    expect(cloudFormationCallOf(event)).toBeUndefined();
  });
});

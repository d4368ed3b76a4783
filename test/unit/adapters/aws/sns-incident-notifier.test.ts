import { SNSClient } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectOf, textOf } from '../../../../src/adapters/aws/incident-message.ts';
import { snsIncidentNotifier } from '../../../../src/adapters/aws/sns-incident-notifier.ts';
import type { IncidentNotice } from '../../../../src/domain/lag/incident.ts';
import { answering } from '../../../aws/answering-client.ts';

const notice: IncidentNotice = {
  noticeId: 'i1-1',
  transition: 'opened',
  incidentId: 'i1',
  clusterId: 'lkcAbc',
  group: 'orders',
  verdict: 'STALLED',
  formerVerdict: 'OK',
  openedAt: '2026-11-01T10:00:00.000Z',
  observedAt: '2026-11-01T10:05:00.000Z',
  lagRecords: 41207,
  evidence: 'payments-0: the commit stands at 17 for 5 min while 41,207 records wait',
  nextStep: { sentence: 'look at the record the group is stuck on', runbook: 'docs/runbooks/lag-stalled.md' },
};

const published = async (given: IncidentNotice) => {
  const { seen, config } = answering({ statusCode: 200, body: '<PublishResponse/>' });
  const target = { topicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms', cluster: 'shop' };
  await snsIncidentNotifier(new SNSClient(config), target).notify(given);
  return new URLSearchParams(new TextDecoder().decode(seen[0]?.body));
};

const attributesOf = (form: URLSearchParams): Record<string, string | null> =>
  Object.fromEntries(
    [...form]
      .filter(([key]) => /^MessageAttributes\.entry\.\d+\.Name$/.test(key))
      .map(([key, name]) => [name, form.get(key.replace('Name', 'Value.StringValue'))]),
  );

describe('the SNS incident notifier', () => {
  it('sends text to people and the notice as JSON to programs', async () => {
    const form = await published(notice);
    const message = JSON.parse(form.get('Message') ?? '') as Record<string, string>;
    expect(form.get('MessageStructure')).toBe('json');
    expect(JSON.parse(message['default'] ?? '')).toEqual({ ...notice, cluster: 'shop' });
    expect(message['email']).toContain('payments-0: the commit stands at 17');
    expect(message['email']).toContain('docs/runbooks/lag-stalled.md');
    expect(message['sms']).toBe('STALLED: orders on shop');
  });

  it('puts what a subscription filters on into attributes', async () => {
    expect(attributesOf(await published(notice))).toEqual({
      verdict: 'STALLED',
      transition: 'opened',
      cluster: 'shop',
      group: 'orders',
      noticeId: 'i1-1',
    });
  });

  it('gives the same notice the same id in every delivery', async () => {
    const [first, second] = [await published(notice), await published(notice)];
    expect(attributesOf(first)['noticeId']).toBe(attributesOf(second)['noticeId']);
  });

  it('keeps group names of any letters in the body and the attribute', async () => {
    const form = await published({ ...notice, group: 'заказы: основные' });
    expect(attributesOf(form)['group']).toBe('заказы: основные');
    expect(form.get('Subject')).toBe('STALLED: ??????: ???????? on shop');
  });

  it('replaces characters SNS refuses in an attribute, and an empty name', async () => {
    expect(attributesOf(await published({ ...notice, group: 'a\u{0}b\u{FFFF}' }))['group']).toBe('a\u{FFFD}b\u{FFFD}');
    expect(attributesOf(await published({ ...notice, group: '' }))['group']).toBe('-');
  });

  it('fails with AwsRefused, naming the topic, when SNS says no', async () => {
    const { config } = answering({
      statusCode: 403,
      body: '<ErrorResponse><Error><Code>AuthorizationError</Code><Message>not allowed</Message></Error></ErrorResponse>',
    });
    const notifier = snsIncidentNotifier(new SNSClient(config), { topicArn: 'arn:topic', cluster: 'shop' });
    await expect(notifier.notify(notice)).rejects.toMatchObject({
      name: 'AwsRefused',
      message: expect.stringContaining('sns Publish arn:topic was refused') as string,
    });
  });
});

describe('the subject of a notice', () => {
  it('is one line of printable ASCII of 1 to 100 characters for any group', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'binary' }), (group, cluster) => {
        expect(subjectOf({ ...notice, group }, cluster)).toMatch(/^[!-~][ -~]{0,99}$/);
      }),
    );
  });

  it('says OK again when an incident closes', () => {
    const closed = { ...notice, transition: 'closed', verdict: 'OK', formerVerdict: 'STALLED' } as const;
    expect(subjectOf(closed, 'shop')).toBe('OK again: orders on shop');
    expect(textOf({ ...closed, nextStep: undefined }, 'shop')).toContain('closed, was STALLED');
  });
});

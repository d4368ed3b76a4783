import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { IncidentNotice } from '../../domain/lag/incident.ts';
import type { IncidentNotifier } from '../../ports/incident-notifier.ts';
import { awsError } from './aws-error.ts';
import { subjectOf, textOf } from './incident-message.ts';

export interface SnsIncidentTarget {
  readonly topicArn: string;
  /** The cluster as its user calls it. */
  readonly cluster: string;
}

/**
 * Tells people by SNS: text to e-mail and SMS, the notice as JSON to queues, functions and web hooks. The attributes
 * are for subscription filters, such as `{"verdict": ["STALLED", "STOPPED"]}`.
 */
export const snsIncidentNotifier = (client: SNSClient, target: SnsIncidentTarget): IncidentNotifier => ({
  async notify(notice) {
    const { topicArn: TopicArn, cluster } = target;
    const Subject = subjectOf(notice, cluster);
    const byProtocol = {
      default: JSON.stringify({ ...notice, cluster }),
      email: textOf(notice, cluster),
      sms: Subject,
    };
    try {
      await client.send(
        new PublishCommand({
          TopicArn,
          Subject,
          MessageStructure: 'json',
          Message: JSON.stringify(byProtocol),
          MessageAttributes: attributesOf(notice, cluster),
        }),
      );
    } catch (error) {
      throw awsError(`sns Publish ${TopicArn}`, error);
    }
  },
});

const attributesOf = (notice: IncidentNotice, cluster: string) => {
  const { verdict, transition, group, noticeId } = notice;
  const values = Object.entries({ verdict, transition, cluster, group, noticeId });
  return Object.fromEntries(
    values.map(([name, value]) => [name, { DataType: 'String', StringValue: attributeValue(value) }]),
  );
};

// SNS refuses an empty value and characters outside XML's; a group name may hold both.
const attributeValue = (value: string): string =>
  value.toWellFormed().replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}') || '-';

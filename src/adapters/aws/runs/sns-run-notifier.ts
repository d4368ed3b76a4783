import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { RunNotice, RunNotifier } from '../../../ports/run-reports.ts';
import { awsError } from '../aws-error.ts';
import { headlineOf, messageOf } from './run-message.ts';

export interface SnsRunTarget {
  readonly topicArn: string;
  /** The cluster as its user calls it. */
  readonly cluster: string;
}

/** Tells people by SNS: text to e-mail and SMS, the notice as JSON to everything else. */
export const snsRunNotifier = (client: SNSClient, { topicArn, cluster }: SnsRunTarget): RunNotifier => ({
  async notify(notice) {
    const Subject = headlineOf(notice, cluster);
    const byProtocol = {
      default: JSON.stringify({ ...notice, cluster }),
      email: messageOf(notice, cluster),
      sms: Subject,
    };
    try {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject,
          MessageStructure: 'json',
          Message: JSON.stringify(byProtocol),
          MessageAttributes: attributesOf(notice, cluster),
        }),
      );
    } catch (error) {
      throw awsError(`sns Publish ${topicArn}`, error);
    }
  },
});

const attributesOf = (notice: RunNotice, cluster: string) => {
  const outcome = notice.kind === 'ended' ? notice.outcome : 'waiting';
  const values = { notice: notice.kind, runbook: notice.runbook, cluster, outcome };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
};

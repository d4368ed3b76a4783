import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { EmulatedAws } from './emulated-aws.ts';

/** A topic with a queue behind it, as a subscriber would have it. */
export interface NoticeInbox {
  readonly topicArn: string;
  /** Everything that came since the last look, as stored in the queue. */
  readonly take: () => Promise<readonly string[]>;
}

// The queue is asked by plain HTTP: a client of SQS would be a dependency for two calls.
const askQueue = async (endpoint: string, action: string, body: object): Promise<Record<string, unknown>> => {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`sqs ${action}: ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
};

export const makeNoticeInbox = async ({ endpoint, clientConfig }: EmulatedAws): Promise<NoticeInbox> => {
  const name = `notices-${crypto.randomUUID()}`;
  const sns = new SNSClient(clientConfig);
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: name }));
  const { QueueUrl } = await askQueue(endpoint, 'CreateQueue', { QueueName: name });
  const Endpoint = TopicArn.replace(':sns:', ':sqs:');
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  const take = async (): Promise<readonly string[]> => {
    const taken: string[] = [];
    for (;;) {
      const { Messages = [] } = (await askQueue(endpoint, 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 })) as {
        Messages?: readonly { Body: string; ReceiptHandle: string }[];
      };
      if (Messages.length === 0) return taken;
      for (const { Body, ReceiptHandle } of Messages) {
        taken.push(Body);
        await askQueue(endpoint, 'DeleteMessage', { QueueUrl, ReceiptHandle });
      }
    }
  };
  return { topicArn: TopicArn, take };
};

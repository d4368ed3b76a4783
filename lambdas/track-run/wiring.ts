import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { openRunTable } from '../../src/adapters/aws/runs/open-run-table.ts';
import { s3RunReports } from '../../src/adapters/aws/runs/s3-run-reports.ts';
import { snsRunNotifier } from '../../src/adapters/aws/runs/sns-run-notifier.ts';
import type { ReportingParts } from '../../src/operations/report-run.ts';
import { trackRunTimeoutSeconds } from './contract.ts';
import type { Settings } from './settings.ts';

export const wire = ({ runTable, reportBucket, topicArn, clusterName: cluster }: Settings): ReportingParts => ({
  ...openRunTable(new DynamoDBClient(), runTable, Date.now),
  reports: s3RunReports(new S3Client(), reportBucket),
  notifier: snsRunNotifier(new SNSClient(), { topicArn, cluster }),
  nowMs: Date.now,
  leaseMs: 2 * trackRunTimeoutSeconds * 1000,
});

import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type TrackRunEnvironment, trackRunTimeoutSeconds } from '../../lambdas/track-run/contract.ts';
import type { OperationsConfig } from '../config/operations-config.ts';
import type { AlarmTopic } from './alarm-topic.ts';
import { OperationFunction } from './operation-function.ts';
import type { ReportBucket } from './report-bucket.ts';
import type { RunTable } from './run-table.ts';

export interface TrackRunProps {
  readonly config: OperationsConfig;
  readonly table: RunTable;
  readonly reports: ReportBucket;
  readonly topic: AlarmTopic;
  readonly bundleDirectory: string;
}

/**
 * Asks for approval, reports and unlocks, for the runs of every runbook. Outside of the VPC: it needs no broker, and a
 * network that is down must not keep a run from being told and unlocked.
 */
export class TrackRun extends Construct {
  readonly operation: OperationFunction;

  constructor(scope: Construct, id: string, { config, table, reports, topic, bundleDirectory }: TrackRunProps) {
    super(scope, id);
    this.operation = new OperationFunction(this, 'Track', {
      name: 'track-run',
      description: `Runbooks of ${config.name}: asks for approval, reports, unlocks; reaches no broker`,
      bundleDirectory,
      timeout: Duration.seconds(trackRunTimeoutSeconds),
      memoryMegabytes: 512,
      logRetention: config.logRetentionDays,
    });
    table.bindRuns(this.operation);
    table.bindApprovals(this.operation);
    reports.bindReports(this.operation);
    topic.grantPublish(this.operation.role);
    const own: Partial<TrackRunEnvironment> = { CLUSTER_NAME: config.name, TOPIC_ARN: topic.topicArn };
    this.operation.addEnvironment({ ...own });
  }
}

import { CfnOutput } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { OperationsConfig } from '../config/operations-config.ts';
import type { AlarmTopic } from '../constructs/alarm-topic.ts';
import type { FunctionNetwork } from '../constructs/operation-function.ts';
import { ReportBucket } from '../constructs/report-bucket.ts';
import { RunTable } from '../constructs/run-table.ts';
import { TrackRun } from '../constructs/track-run.ts';
import { runbookDeclarations } from './declarations.ts';
import { DeployedRunbook } from './deployed-runbook.ts';

export interface RunbooksProps {
  readonly config: OperationsConfig;
  readonly network: FunctionNetwork;
  readonly topic: AlarmTopic;
  readonly bundleDirectory: string;
}

/** The runbooks of one cluster, and what they share: the table of runs, the reports, the function that tracks them. */
export class Runbooks extends Construct {
  readonly table: RunTable;
  readonly tracking: TrackRun;
  readonly runbooks: readonly DeployedRunbook[];

  constructor(scope: Construct, id: string, { config, network, topic, bundleDirectory }: RunbooksProps) {
    super(scope, id);
    const table = new RunTable(this, 'Runs');
    this.table = table;
    const reports = new ReportBucket(this, 'Reports');
    this.tracking = new TrackRun(this, 'Tracking', { config, table, reports, topic, bundleDirectory });
    this.runbooks = config.runbooks.kinds.map(kind => {
      const declaration = runbookDeclarations[kind];
      const shared = { config, network, table, tracking: this.tracking, bundleDirectory };
      return new DeployedRunbook(this, declaration.kind, { declaration, ...shared });
    });
    const readers = new ManagedPolicy(this, 'Readers', {
      description: `To read the runs on ${config.name}`,
      statements: table.readRuns(),
    });
    new CfnOutput(this, 'ReaderPolicyArn', {
      value: readers.managedPolicyArn,
      description: 'For whoever may look: kafka-steward runs list, runs show',
    });
  }
}

import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { RunEnvironment } from '../../lambdas/runbook/contract.ts';
import {
  approvalPartition,
  forgetAtAttribute,
  lockPartition,
  runIndexes,
  runPartition,
  runTableKeys,
} from '../../src/domain/change/run-table.ts';
import type { OperationFunction } from './operation-function.ts';

export interface RunTableProps {
  /** @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Journal, locks and approvals of every run. It is what an undo goes by, so it outlives the stack and cannot be
 * deleted by mistake, where nothing else is said.
 */
export class RunTable extends Construct {
  private readonly table: TableV2;

  constructor(scope: Construct, id: string, { removalPolicy = RemovalPolicy.RETAIN }: RunTableProps = {}) {
    super(scope, id);
    const isKept = removalPolicy !== RemovalPolicy.DESTROY;
    this.table = new TableV2(this, 'Table', {
      partitionKey: text(runTableKeys.partition),
      sortKey: text(runTableKeys.sort),
      globalSecondaryIndexes: Object.values(runIndexes).map(({ name, partition, sort }) => ({
        indexName: name,
        partitionKey: text(partition),
        sortKey: text(sort),
      })),
      billing: Billing.onDemand(),
      timeToLiveAttribute: forgetAtAttribute,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: isKept,
      // A deployment that fails could not take along what is protected. The name is AWS's, so what stays is in nobody's way.
      removalPolicy: isKept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    new CfnOutput(this, 'Name', {
      value: `export KAFKA_STEWARD_RUNS=dynamodb:${this.table.tableName}`,
      description: 'Where the command line finds these runs',
    });
  }

  /** To write a journal and to hold a lock; there is no right to delete either. */
  bindRuns(operation: OperationFunction): void {
    const variables: RunEnvironment = { RUN_TABLE: this.table.tableName };
    operation.addEnvironment({ ...variables });
    operation.role.addToPolicy(this.allow([...reading, ...writing], anyRun, anyLock));
  }

  /** To keep who waits for an answer, with the task token. */
  bindApprovals({ role }: OperationFunction): void {
    role.addToPolicy(
      this.allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], approvalPartition('*')),
    );
  }

  /** To read every run and lock, and no task token. */
  readRuns(): PolicyStatement[] {
    const indexes = Object.values(runIndexes).map(({ name }) => `${this.table.tableArn}/index/${name}`);
    // Only headers are indexed, so an index needs no condition.
    return [
      this.allow(reading, anyRun, anyLock),
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: indexes }),
    ];
  }

  /** To read who waits for an answer, and the token to give it with. */
  readApprovals(): PolicyStatement {
    return this.allow(['dynamodb:GetItem'], approvalPartition('*'));
  }

  private allow(actions: readonly string[], ...partitions: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: [...actions],
      resources: [this.table.tableArn],
      // True also for a call without keys, such as a scan: none of these actions comes without.
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
    });
  }
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

const reading = ['dynamodb:GetItem', 'dynamodb:Query'];
// A transaction takes the rights of what it is made of.
const writing = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'];

const anyRun = runPartition('*');
const anyLock = lockPartition('*');

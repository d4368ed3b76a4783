import { CfnOutput, Duration } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { RunbookEnvironment } from '../../lambdas/runbook/contract.ts';
import type { RunbookDeclaration } from '../../src/domain/change/runbook-declaration.ts';
import type { OperationsConfig } from '../config/operations-config.ts';
import { bindCluster } from '../constructs/cluster-access.ts';
import { bindNodes } from '../constructs/node-access.ts';
import { type FunctionNetwork, OperationFunction } from '../constructs/operation-function.ts';
import type { RunTable } from '../constructs/run-table.ts';
import type { TrackRun } from '../constructs/track-run.ts';
import { RunbookStateMachine } from './runbook-state-machine.ts';

export interface DeployedRunbookProps {
  readonly declaration: RunbookDeclaration;
  readonly config: OperationsConfig;
  readonly network: FunctionNetwork;
  readonly table: RunTable;
  readonly tracking: TrackRun;
  readonly bundleDirectory: string;
}

/** A runbook in AWS: its function, its state machine, and the policy for whoever is to approve its runs. */
export class DeployedRunbook extends Construct {
  readonly kind: string;
  readonly operation: OperationFunction;
  readonly stateMachine: RunbookStateMachine;

  constructor(scope: Construct, id: string, props: DeployedRunbookProps) {
    super(scope, id);
    const { declaration, config, table, tracking } = props;
    this.kind = declaration.kind;
    const { approval, approvalSeconds } = config.runbooks;
    this.operation = new OperationFunction(this, 'Stages', {
      name: declaration.kind,
      description: `Runbook of ${config.name}: ${declaration.does}`,
      bundleDirectory: props.bundleDirectory,
      network: props.network,
      timeout: Duration.seconds(Math.max(...Object.values(declaration.stageSeconds))),
      memoryMegabytes: declaration.memoryMegabytes,
      logRetention: config.logRetentionDays,
    });
    bindCluster(this.operation, config, declaration.access);
    const { nodes } = config.runbooks;
    if (declaration.nodeActions !== undefined && nodes !== undefined) {
      bindNodes(this.operation, nodes, declaration.nodeActions);
    }
    table.bindRuns(this.operation);
    const own: Partial<RunbookEnvironment> = { APPROVAL: approval, APPROVAL_SECONDS: approvalSeconds.toString() };
    this.operation.addEnvironment({ ...own });
    this.stateMachine = new RunbookStateMachine(this, 'Run', {
      declaration,
      runbook: this.operation.handler,
      tracking: tracking.operation.handler,
      approvalSeconds,
      logRetention: config.logRetentionDays,
    });
    const { stateMachineArn } = this.stateMachine.machine;
    new CfnOutput(this, 'StateMachineArn', {
      value: stateMachineArn,
      description: `Start it with {"request": …, "requestedBy": "…"}: it ${declaration.does}`,
    });
    const approvers = new ManagedPolicy(this, 'Approvers', {
      description: `To answer for runs of ${declaration.kind} on ${config.name}`,
      statements: [
        new PolicyStatement({
          actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
          resources: [stateMachineArn],
        }),
        table.readApprovals(),
        ...table.readRuns(),
      ],
    });
    new CfnOutput(this, 'ApproverPolicyArn', {
      value: approvers.managedPolicyArn,
      description: 'For whoever may answer: kafka-steward runs approve',
    });
  }
}

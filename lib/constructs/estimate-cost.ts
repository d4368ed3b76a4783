import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { estimateCostTimeoutSeconds } from '../../lambdas/estimate-cost/contract.ts';
import type { OperationsConfig } from '../config/operations-config.ts';
import { OperationFunction } from './operation-function.ts';

export interface EstimateCostProps {
  readonly config: OperationsConfig;
  readonly bundleDirectory: string;
}

/** Prices a workload on MSK and on EC2 for whoever may invoke it. It reaches nothing and may do nothing. */
export class EstimateCost extends Construct {
  readonly operation: OperationFunction;

  constructor(scope: Construct, id: string, { config, bundleDirectory }: EstimateCostProps) {
    super(scope, id);
    this.operation = new OperationFunction(this, 'Estimate', {
      name: 'estimate-cost',
      description: 'Prices a workload on MSK and on EC2, to the line; reads nothing, changes nothing',
      bundleDirectory,
      timeout: Duration.seconds(estimateCostTimeoutSeconds),
      memoryMegabytes: 512,
      logRetention: config.logRetentionDays,
    });
    new CfnOutput(this, 'FunctionName', {
      value: this.operation.handler.functionName,
      description: 'Invoke it with a workload as JSON: docs/reference/estimate-cost-request.schema.json',
    });
  }
}

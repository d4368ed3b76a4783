import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Construct } from 'constructs';
import { diskGibPerBrokerMost } from '../../../src/domain/cost/msk-standard-types.ts';

export interface StorageScalingProps {
  readonly clusterArn: string;
  /** What each broker begins with. */
  readonly storageGibibytes: number;
}

/**
 * Lets the disks of Standard brokers grow, to twice of what they began with: a bill has an end. MSK makes no disk smaller,
 * and a second step is six hours after the first.
 */
export class StorageScaling extends Construct {
  constructor(scope: Construct, id: string, { clusterArn, storageGibibytes }: StorageScalingProps) {
    super(scope, id);
    const target = new CfnScalableTarget(this, 'Target', {
      serviceNamespace: 'kafka',
      scalableDimension: 'kafka:broker-storage:VolumeSize',
      resourceId: clusterArn,
      minCapacity: 1,
      maxCapacity: Math.min(2 * storageGibibytes, diskGibPerBrokerMost),
    });
    new CfnScalingPolicy(this, 'Policy', {
      policyName: 'GrowStorage',
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.ref,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: 'KafkaBrokerStorageUtilization' },
        targetValue: 60,
        disableScaleIn: true,
      },
    });
  }
}

import { Stack, Tags, Validations } from 'aws-cdk-lib';
import {
  AmazonLinuxCpuType,
  BlockDeviceVolume,
  type CfnLaunchTemplate,
  EbsDeviceVolumeType,
  InstanceInitiatedShutdownBehavior,
  InstanceType,
  type ISecurityGroup,
  type ISubnet,
  LaunchTemplate,
  MachineImage,
  UserData,
} from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { renderLoadUserData } from '../../load/load-user-data.ts';
import type { LoadLogin, LoadTarget, LoadVariables } from '../../load/load-variables.ts';
import type { CheckedAsset } from '../checked-asset.ts';

export interface LoadMachineProps {
  readonly name: string;
  /** Of what starts these instances. */
  readonly stateMachineName: string;
  readonly type: string;
  readonly subnet: ISubnet;
  readonly group: ISecurityGroup;
  readonly key: IKey;
  readonly bucket: Bucket;
  readonly software: CheckedAsset;
  readonly targets: readonly LoadTarget[];
  readonly longestMinutes: number;
}

/**
 * What an instance that sends one load is made of. It is not a Lambda: fifteen minutes and the network card of one function
 * say little about a cluster.
 */
export class LoadMachine extends Construct {
  readonly template: LaunchTemplate;
  readonly role: Role;
  readonly subnetId: string;
  readonly groupId: string;
  private readonly executionArnStart: string;

  constructor(scope: Construct, id: string, props: LoadMachineProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    this.executionArnStart = `arn:${partition}:states:${region}:${account}:execution:${props.stateMachineName}`;
    this.role = this.roleFor(props);
    this.subnetId = props.subnet.subnetId;
    this.groupId = props.group.securityGroupId;
    const { bucket, software, targets, longestMinutes } = props;
    const variables: LoadVariables = {
      region: Stack.of(this).region,
      bucket: bucket.bucketName,
      executionArnStart: this.executionArnStart,
      software: software.object,
      longestMinutes,
      login: loginOf(targets),
    };
    this.template = new LaunchTemplate(this, 'Template', {
      machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
      instanceType: new InstanceType(props.type),
      role: this.role,
      userData: UserData.custom(renderLoadUserData(variables, targets)),
      requireImdsv2: true,
      httpPutResponseHopLimit: 1,
      // By its tag the instance knows which load it is for.
      instanceMetadataTags: true,
      instanceInitiatedShutdownBehavior: InstanceInitiatedShutdownBehavior.TERMINATE,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: BlockDeviceVolume.ebs(20, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }),
        },
      ],
    });
    // The subnet belongs to the template: whoever starts instances of it can then be held to all that it says.
    (this.template.node.defaultChild as CfnLaunchTemplate).addPropertyOverride('LaunchTemplateData.NetworkInterfaces', [
      {
        DeviceIndex: 0,
        SubnetId: this.subnetId,
        Groups: [this.groupId],
        AssociatePublicIpAddress: false,
        DeleteOnTermination: true,
      },
    ]);
    Tags.of(this.template).add('Name', `${props.name} load`);
  }

  private roleFor({ key, bucket, software, targets, stateMachineName }: LoadMachineProps): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: targets.flatMap(({ access }) => access.clientPolicy ?? []),
    });
    const allow = (actions: string[], ...resources: string[]): void => {
      role.addToPolicy(new PolicyStatement({ actions, resources }));
    };
    allow(['s3:GetObject'], software.objectArn);
    allow(['states:DescribeExecution'], `${this.executionArnStart}:*`);
    allow(['s3:PutObject'], bucket.arnForObjects('runs/*/reports/*'), bucket.arnForObjects('runs/*/status.json'));
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn);
    const login = loginOf(targets);
    if (login !== undefined) {
      const { partition, region, account } = Stack.of(this);
      allow(['secretsmanager:GetSecretValue'], login.secretArn);
      allow(['ssm:GetParameter'], `arn:${partition}:ssm:${region}:${account}:parameter${login.authorityParameter}`);
    }
    const bucketId = Stack.of(this).getLogicalId(bucket.node.defaultChild as CfnBucket);
    const executions = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${stateMachineName}:*`;
    for (const resource of [`<${bucketId}.Arn>/runs/*/reports/*`, `<${bucketId}.Arn>/runs/*/status.json`, executions])
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${resource}]`,
        reason:
          'An instance knows which load it is for only once it runs; it reads the request of one and writes its reports.',
      });
    return role;
  }
}

/** One cluster at most asks for a password. */
const loginOf = (targets: readonly LoadTarget[]): LoadLogin | undefined =>
  targets.map(({ access }) => access.login).find(login => login !== undefined);

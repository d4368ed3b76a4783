import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface OperationFunctionProps {
  /** Name of the folder under lambdas/. */
  readonly name: string;
  readonly description: string;
  /** Where `npm run build` puts the bundles; each is a folder named as the function. */
  readonly bundleDirectory: string;
  /** @default - none: the function reaches AWS's public endpoints and nothing private */
  readonly network?: FunctionNetwork;
  readonly timeout: Duration;
  readonly memoryMegabytes: number;
  readonly logRetention: RetentionDays;
}

export interface FunctionRight {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** @default - none */
  readonly conditions?: Record<string, Record<string, unknown>>;
}

/** Where a function has its network interfaces. */
export interface FunctionNetwork {
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
}

/**
 * A Lambda of this product: the one place for its runtime, role, log group and limits. The role starts with what a
 * function needs to run and nothing else; whoever binds something to the function grants it there.
 */
export class OperationFunction extends Construct {
  readonly handler: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: OperationFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', { retention: props.logRetention, removalPolicy: RemovalPolicy.DESTROY });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    if (props.network !== undefined) this.allowNetworkInterfaces();
    this.logGroup.grantWrite(this.role);
    this.handler = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundleOf(props)),
      handler: 'index.handler',
      role: this.role,
      timeout: props.timeout,
      memorySize: props.memoryMegabytes,
      vpc: props.network?.vpc,
      securityGroups: props.network === undefined ? undefined : [props.network.securityGroup],
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      // One function that talks to Kafka has no trace worth its price, and X-Ray needs one more endpoint in the VPC.
      tracing: Tracing.DISABLED,
      // Only a schedule calls asynchronously, and it asks again soon enough: a retry of an old minute would only stand in
      // the way of the new one.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      // No reserved concurrency: accounts start with a limit of 10 of which none may be reserved, and what a function
      // stores is written conditionally, so two runs at once are harmless.
    });
  }

  /** Gives the function a set of variables; each construct that grants a right names its variables in the same place. */
  addEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(variables))
      if (value !== undefined) this.handler.addEnvironment(name, value);
  }

  grant({ actions, resources, conditions }: FunctionRight): void {
    this.role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }));
  }

  // What AWSLambdaVPCAccessExecutionRole has, without its right to write into every log group of the account.
  private allowNetworkInterfaces(): void {
    this.grant({
      actions: [
        'ec2:CreateNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      resources: ['*'],
    });
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Lambda makes the network interfaces of a function in a VPC with these six calls; EC2 has no narrower resource for them.',
    });
  }
}

const bundleOf = ({ bundleDirectory, name }: OperationFunctionProps): string => {
  const directory = join(bundleDirectory, name);
  if (existsSync(directory)) return directory;
  throw new Error(`${directory} is missing; make it with: npm run build`);
};

import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { NetworkStack } from '../../../../lib/stacks/network-stack.ts';
import { appFor, comparisonVariants, existingNetwork, templateFor } from '../../synth.ts';

const networkOf = (context: Readonly<Record<string, string>>) => templateFor(context, 'Network');
const stackOf = (context: Readonly<Record<string, string>>): NetworkStack => {
  const stack = appFor(context).node.findChild('Network');
  if (stack instanceof NetworkStack) return stack;
  throw new Error('Network is something else');
};
const both = { cluster: 'both' };
const inExisting = { ...both, ...existingNetwork };

describe('the network of a comparison', () => {
  it.each(comparisonVariants)('is what the snapshot shows for %s', (_name, context) => {
    expect(networkOf(context).toJSON()).toMatchSnapshot();
  });

  it('has a private and a public subnet in each of three zones, and a way out in each', () => {
    const template = networkOf(both);
    const zones = Object.values(template.findResources('AWS::EC2::Subnet')).map(
      ({ Properties }) => (Properties as { AvailabilityZone: unknown }).AvailabilityZone,
    );
    const zone = (index: number) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] });
    expect(zones).toEqual([zone(0), zone(1), zone(2), zone(0), zone(1), zone(2)]);
    template.resourceCountIs('AWS::EC2::NatGateway', 3);
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  });

  it('takes the zones it is told', () => {
    const template = networkOf({ ...both, zones: 'eu-west-1c,eu-west-1a,eu-west-1b' });
    for (const name of ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'])
      template.resourcePropertiesCountIs('AWS::EC2::Subnet', { AvailabilityZone: name }, 2);
  });

  it('keeps what goes to S3 and DynamoDB off the NAT gateways', () => {
    networkOf(both).resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }, 2);
  });

  it('writes down who was turned away', () => {
    networkOf(both).hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'REJECT' });
    networkOf(both).hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/kafka-steward/comparison/turned-away',
      KmsKeyId: Match.anyValue(),
    });
  });

  it('makes no VPC where it is told of one, and keeps the order of its subnets', () => {
    const template = networkOf(inExisting);
    for (const type of ['VPC', 'Subnet', 'NatGateway', 'VPCEndpoint']) template.resourceCountIs(`AWS::EC2::${type}`, 0);
    expect(
      stackOf(inExisting).subnets.map(({ subnetId, availabilityZone }) => `${subnetId} ${availabilityZone}`),
    ).toEqual([
      'subnet-0123456789abcdef0 eu-west-1a',
      'subnet-0123456789abcdef1 eu-west-1b',
      'subnet-0123456789abcdef2 eu-west-1c',
    ]);
  });

  it('lets nobody in, and clients out to nothing but AWS', () => {
    const template = networkOf(both);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.allResourcesProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [Match.objectLike({ FromPort: 443, ToPort: 443 })],
    });
  });

  it('has one key, that turns and that CloudWatch may use for the logs of this comparison only', () => {
    const template = networkOf(both);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    expect(JSON.stringify(template.findResources('AWS::KMS::Key'))).toContain(':log-group:/kafka-steward/comparison/*');
  });

  it('keeps the key unless it is told otherwise, and itself while a cluster of MSK is kept in it', () => {
    networkOf(both).hasResource('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate' });
    networkOf({ ...both, keepData: 'no' }).hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
    expect(stackOf(both).terminationProtection).toBe(true);
    expect(stackOf({ ...both, keepData: 'no' }).terminationProtection).toBe(false);
    expect(stackOf({ cluster: 'ec2' }).terminationProtection).toBe(false);
  });

  it('says what it costs a month', () => {
    networkOf(both).hasOutput('MonthlyCost', { Value: Match.stringLikeRegexp('^about 99\\.55 USD a month') });
  });
});

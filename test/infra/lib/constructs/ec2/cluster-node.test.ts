import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ec2TemplateFor } from '../../../ec2-synth.ts';
import { actionsOf, statementsIn } from '../../../statements.ts';

const scripts = join(import.meta.dirname, '../../../../../ec2');
/** As `aws SERVICE VERB`, or by the two functions of the scripts that make a call. */
const awsCall =
  /(?:\baws|(?:aws_call|must_call "[^"]*") \S+)(?:\s|\\\n)+(?<service>ec2|s3api|secretsmanager|route53) (?<verb>[a-z-]+)/g;

const template = ec2TemplateFor({ volumeThroughputMebibytes: 250, storageGibibytes: 400 });

describe('a node of a cluster on EC2', () => {
  it('is a group of one instance in one zone, whose health is that of the instance', () => {
    const groups = Object.values(template.findResources('AWS::AutoScaling::AutoScalingGroup'));
    expect(groups).toHaveLength(6);
    for (const group of groups) {
      expect(group['Properties']).toMatchObject({
        MinSize: '1',
        MaxSize: '1',
        DesiredCapacity: '1',
        HealthCheckType: 'EC2',
        VPCZoneIdentifier: [expect.anything()],
      });
      // Rolling them is what the runbooks do, one after another and behind gates.
      expect(group).not.toHaveProperty('UpdatePolicy');
      expect(group).not.toHaveProperty('CreationPolicy');
      expect(JSON.stringify(group['Properties'])).not.toMatch(/TargetGroup|LoadBalancer/);
    }
  });

  it('is told by its tags: group, instance and volume alike', () => {
    const tags = { 'kafka-steward:cluster': 'shop-ec2', 'kafka-steward:node-id': '2', 'kafka-steward:role': 'broker' };
    const wanted = Match.arrayWith(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })));
    template.hasResourceProperties('AWS::EC2::Volume', { Tags: wanted });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      Tags: Match.arrayWith(Object.entries(tags).map(([Key, Value]) => ({ Key, Value, PropagateAtLaunch: true }))),
    });
  });

  it('answers questions about itself with a token only, to nobody behind it, and takes no key to log in with', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::EC2::LaunchTemplate'))) {
      const { LaunchTemplateData } = Properties as { LaunchTemplateData: Readonly<Record<string, unknown>> };
      expect(LaunchTemplateData).toMatchObject({
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
        BlockDeviceMappings: [{ Ebs: { Encrypted: true } }],
      });
      expect(LaunchTemplateData).not.toHaveProperty('KeyName');
      expect(LaunchTemplateData).not.toHaveProperty('NetworkInterfaces');
    }
  });

  it('is of the newest Amazon Linux for Arm that AWS names, which needs no look-up at synthesis', () => {
    const { Parameters } = template.toJSON() as { Parameters: Readonly<Record<string, { readonly Default: string }>> };
    expect(Object.values(Parameters).map(parameter => parameter.Default)).toContainEqual(
      expect.stringMatching(/^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-kernel-.*-arm64$/),
    );
  });

  it('has a disk of its own under the customer key, as large and fast as it was told, which stays', () => {
    const disks = Object.values(template.findResources('AWS::EC2::Volume')).map(disk => {
      expect(disk).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
      const { VolumeType, Encrypted, KmsKeyId, Size, Throughput } = disk['Properties'] as Record<string, unknown>;
      expect({ VolumeType, Encrypted, hasKey: KmsKeyId !== undefined }).toEqual({
        VolumeType: 'gp3',
        Encrypted: true,
        hasKey: true,
      });
      return `${String(Size)} GiB, ${String(Throughput)} MiB/s`;
    });
    expect(disks.toSorted()).toEqual([
      ...Array<string>(3).fill('20 GiB, 125 MiB/s'),
      ...Array<string>(3).fill('400 GiB, 250 MiB/s'),
    ]);
  });

  it('has it where its subnet is, so that no other choice of zones ever makes a new disk', () => {
    const zones = Object.values(template.findResources('AWS::EC2::Volume')).map(disk =>
      JSON.stringify((disk['Properties'] as Record<string, unknown>)['AvailabilityZone']),
    );
    expect(zones.every(zone => /Subnet[123].*AvailabilityZone/.test(zone))).toBe(true);
    expect(new Set(zones).size).toBe(3);
  });

  it('has as many operations a second as its throughput takes, for EC2 refuses less', () => {
    ec2TemplateFor({ volumeThroughputMebibytes: 1000 }).hasResourceProperties('AWS::EC2::Volume', {
      Throughput: 1000,
      Iops: 4000,
    });
    template.hasResourceProperties('AWS::EC2::Volume', { Throughput: 250, Iops: 3000 });
  });

  it('is launched only after its certificate is issued and its rights are there', () => {
    for (const { DependsOn } of Object.values(template.findResources('AWS::AutoScaling::AutoScalingGroup'))) {
      expect(DependsOn).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^CertificatesIssued/),
          expect.stringMatching(/^FleetNode\d+RightsRoleDefaultPolicy/),
          expect.stringMatching(/^FleetNamesKnown/),
        ]),
      );
    }
  });

  it.each([
    ['a broker', '1', ['CertificatesNode1']],
    ['a controller', '10001', ['CertificatesNode10001', 'UsersAdmin', 'UsersLoad']],
  ])('may read its own secrets and no other, as %s', (_what, nodeId, secrets) => {
    const own = statementsIn(template, `FleetNode${nodeId}Rights`);
    const read = own.filter(statement => actionsOf(statement).includes('secretsmanager:GetSecretValue'));
    const read1 = [read[0]?.Resource].flat().map(resource => (resource as { Ref: string }).Ref.slice(0, -8));
    expect(read).toHaveLength(1);
    expect(read1).toEqual(secrets);
  });

  it('may take its own volume to an instance of its own slot, mark it, and point its own name: nothing else', () => {
    const own = statementsIn(template, 'FleetNode3Rights');
    expect([...new Set(own.flatMap(actionsOf))].toSorted()).toEqual([
      'ec2:AttachVolume',
      'ec2:CreateTags',
      'ec2:DeleteTags',
      'ec2:DetachVolume',
      'kms:CreateGrant',
      'kms:Decrypt',
      'route53:ChangeResourceRecordSets',
      'secretsmanager:GetSecretValue',
    ]);
    const about = (action: string) => JSON.stringify(own.filter(statement => actionsOf(statement).includes(action)));
    expect(about('ec2:AttachVolume')).toContain('FleetNode3Volume');
    expect(about('ec2:AttachVolume')).toContain('"aws:ResourceTag/kafka-steward:node-id":"3"');
    expect(about('ec2:CreateTags')).toContain('"aws:TagKeys":"kafka-steward:formatted"');
    expect(about('route53:ChangeResourceRecordSets')).toContain('node-3.shop-ec2.internal');
    expect(about('kms:Decrypt')).toContain('kms:ViaService');
    expect(about('kms:CreateGrant')).toContain('kms:GrantIsForAWSResource');
  });

  it('may make every call to AWS that its scripts make', () => {
    const calls = globSync('{bin,steps}/*', { cwd: scripts }).flatMap(path => {
      const script = readFileSync(join(scripts, path), 'utf8');
      return Array.from(script.matchAll(awsCall), ({ groups: { service = '', verb = '' } = {} }) => {
        const action = verb.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
        return `${service.replace('s3api', 's3')}:${action}`;
      });
    });
    expect(calls).toContain('ec2:AttachVolume');
    expect(calls).toContain('s3:GetObject');
    const rights = ['FleetNode10001Rights', 'FleetBasics'].flatMap(start => statementsIn(template, start));
    expect(calls.filter(call => !rights.flatMap(actionsOf).includes(call))).toEqual([]);
  });

  it('may do with all others: fetch its software, tell logs and metrics, be looked after', () => {
    const shared = statementsIn(template, 'FleetBasics');
    const about = (action: string) => shared.find(statement => actionsOf(statement).includes(action));
    expect(JSON.stringify(about('s3:GetObject')?.Resource)).toMatch(/[0-9a-f]{64}\.gz/);
    expect(about('cloudwatch:PutMetricData')?.Condition).toEqual({
      StringEquals: { 'cloudwatch:namespace': 'KafkaSteward/Nodes' },
    });
    expect(JSON.stringify(about('ssm:GetDocument')?.Resource)).toContain('document/kafka-steward-shop-ec2-node');
  });
});

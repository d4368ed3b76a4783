import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { templateFor } from '../../../synth.ts';

const standard = templateFor({ cluster: 'msk' }, 'Msk');
const express = templateFor({ cluster: 'msk-express' }, 'MskExpress');
const large = templateFor(
  { cluster: 'msk', brokersPerZone: '2', mskType: 'kafka.m7g.4xlarge', volumeThroughputMebibytes: '500' },
  'Msk',
);

const settingsIn = (template: typeof standard): string =>
  Object.values(template.findResources('AWS::MSK::Configuration')).map(
    ({ Properties }) => (Properties as { ServerProperties: string }).ServerProperties,
  )[0]!;

describe('an MSK cluster whose brokers one chooses', () => {
  it.each([
    ['Standard', standard],
    ['Express', express],
  ])('is reached by SCRAM and IAM over TLS and by nothing else, as %s', (_name, template) => {
    template.hasResourceProperties('AWS::MSK::Cluster', {
      ClientAuthentication: {
        Sasl: { Scram: { Enabled: true }, Iam: { Enabled: true } },
        Tls: Match.absent(),
        Unauthenticated: { Enabled: false },
      },
      EncryptionInfo: {
        EncryptionAtRest: { DataVolumeKMSKeyId: Match.anyValue() },
        EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true },
      },
      BrokerNodeGroupInfo: Match.objectLike({ ConnectivityInfo: Match.absent() }),
    });
  });

  it.each([
    ['Standard', standard],
    ['Express', express],
  ])('is seen: metrics by broker, both exporters, logs of brokers, as %s', (_name, template) => {
    template.hasResourceProperties('AWS::MSK::Cluster', {
      EnhancedMonitoring: 'PER_BROKER',
      OpenMonitoring: {
        Prometheus: { JmxExporter: { EnabledInBroker: true }, NodeExporter: { EnabledInBroker: true } },
      },
      LoggingInfo: { BrokerLogs: { CloudWatchLogs: { Enabled: true, LogGroup: Match.anyValue() } } },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: Match.stringLikeRegexp('^/kafka-steward/comparison/msk'),
      KmsKeyId: Match.anyValue(),
      RetentionInDays: 30,
    });
  });

  it('has, as Standard, KRaft, the disks it is told, and provisioned throughput only beyond what is included', () => {
    standard.hasResourceProperties('AWS::MSK::Cluster', {
      KafkaVersion: '4.1.x.kraft',
      NumberOfBrokerNodes: 3,
      BrokerNodeGroupInfo: Match.objectLike({
        InstanceType: 'kafka.m7g.large',
        StorageInfo: { EBSStorageInfo: { VolumeSize: 100, ProvisionedThroughput: Match.absent() } },
      }),
      Rebalancing: Match.absent(),
    });
    large.hasResourceProperties('AWS::MSK::Cluster', {
      NumberOfBrokerNodes: 6,
      BrokerNodeGroupInfo: Match.objectLike({
        StorageInfo: {
          EBSStorageInfo: { VolumeSize: 100, ProvisionedThroughput: { Enabled: true, VolumeThroughput: 500 } },
        },
      }),
    });
  });

  it('has, as Express, no disks to choose, and moves partitions by itself', () => {
    express.hasResourceProperties('AWS::MSK::Cluster', {
      KafkaVersion: '3.9.x.kraft',
      BrokerNodeGroupInfo: Match.objectLike({ InstanceType: 'express.m7g.large', StorageInfo: Match.absent() }),
      Rebalancing: { Status: 'ACTIVE' },
    });
    express.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
  });

  it('tells Express only what Express takes', () => {
    const taken = ['auto.create.topics.enable', 'delete.topic.enable', 'num.partitions', 'replica.selector.class'];
    expect(
      settingsIn(express)
        .trim()
        .split('\n')
        .map(line => line.split('=')[0]),
    ).toEqual(taken);
    for (const name of taken) expect(settingsIn(standard)).toContain(`${name}=`);
    for (const line of [
      'min.insync.replicas=2',
      'unclean.leader.election.enable=false',
      'auto.create.topics.enable=false',
    ])
      expect(settingsIn(standard).split('\n')).toContain(line);
  });

  it('takes the newest revision of its settings, which are of no one version', () => {
    standard.hasResourceProperties('AWS::MSK::Configuration', { KafkaVersionsList: Match.absent() });
    standard.hasResourceProperties('AWS::MSK::Cluster', {
      ConfigurationInfo: {
        Revision: { 'Fn::GetAtt': [Match.anyValue(), 'LatestRevision.Revision'] },
        Arn: Match.anyValue(),
      },
    });
  });

  it.each([
    ['Standard', standard],
    ['Express', express],
  ])(
    'lets in clients on the ports of their logins and monitoring on those of the exporters, as %s',
    (_name, template) => {
      const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map(({ Properties }) => {
        const { FromPort, ToPort, SourceSecurityGroupId, Description } = Properties as {
          readonly FromPort: number;
          readonly ToPort: number;
          readonly SourceSecurityGroupId?: unknown;
          readonly Description: string;
        };
        expect(SourceSecurityGroupId).toBeDefined();
        return `${Description} ${FromPort} ${ToPort}`;
      });
      expect(rules).toEqual([
        'Kafka clients 9096 9096',
        'Kafka clients 9098 9098',
        'Metrics 11001 11001',
        'Metrics 11002 11002',
      ]);
      template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 4);
    },
  );

  it('lets the disks of Standard grow to twice what they began with, and never shrink', () => {
    standard.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      ServiceNamespace: 'kafka',
      ScalableDimension: 'kafka:broker-storage:VolumeSize',
      MinCapacity: 1,
      MaxCapacity: 200,
    });
    standard.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'KafkaBrokerStorageUtilization' },
        TargetValue: 60,
        DisableScaleIn: true,
      },
    });
    templateFor({ cluster: 'msk', storageGibibytes: '16384' }, 'Msk').hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { MaxCapacity: 16_384 },
    );
  });
});

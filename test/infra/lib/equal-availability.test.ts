import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { choicesOfExpress, choicesOfStandard, clusterSettings } from '../../../lib/config/kafka-settings.ts';
import { comparisonVariants, existingNetwork, templateFor } from '../synth.ts';
import { type FoundResource, followed, plainText, resourcesOf } from '../templates.ts';

/** What a cluster promises, as its template says it, in words that fit both kinds. */
interface Promises {
  /** Of the brokers, in their order. */
  readonly zones: readonly unknown[];
  readonly brokers: number;
  readonly settings: Readonly<Record<string, string>>;
  /** The key of the disks. */
  readonly atRest: string | undefined;
  readonly inTransit: readonly string[];
  readonly scram: string;
  readonly disks: { readonly gibibytes: unknown; readonly kept: boolean };
}

const settingsIn = (properties: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    properties
      .trim()
      .split('\n')
      .map(line => line.trim().split('=') as [string, string]),
  );

const subnetZones = (subnets: readonly unknown[], network: Template): readonly unknown[] =>
  subnets.map(subnet => {
    const { Ref: id } = followed(subnet, network) as { readonly Ref?: string };
    const found = resourcesOf(network, 'AWS::EC2::Subnet').find(each => each.id === id);
    return found?.properties['AvailabilityZone'] ?? subnet;
  });

const mskPromises = (template: Template, network: Template): Promises => {
  const [cluster] = resourcesOf(template, 'AWS::MSK::Cluster');
  const [configuration] = resourcesOf(template, 'AWS::MSK::Configuration');
  const { BrokerNodeGroupInfo: group, ...rest } = cluster!.properties as {
    readonly BrokerNodeGroupInfo: {
      readonly ClientSubnets: readonly unknown[];
      readonly StorageInfo?: { readonly EBSStorageInfo: { readonly VolumeSize: number } };
    };
    readonly NumberOfBrokerNodes: number;
    readonly ClientAuthentication: {
      readonly Sasl: { readonly Scram: { readonly Enabled: boolean } };
      readonly Unauthenticated: { readonly Enabled: boolean };
    };
    readonly EncryptionInfo: {
      readonly EncryptionAtRest: { readonly DataVolumeKMSKeyId: unknown };
      readonly EncryptionInTransit: { readonly ClientBroker: string; readonly InCluster: boolean };
    };
  };
  const { EncryptionAtRest: atRest, EncryptionInTransit: inTransit } = rest.EncryptionInfo;
  const { Sasl, Unauthenticated } = rest.ClientAuthentication;
  return {
    // MSK spreads brokers evenly over the subnets, one after another.
    zones: Array.from(
      { length: rest.NumberOfBrokerNodes },
      (_, index) => subnetZones(group.ClientSubnets, network)[index % group.ClientSubnets.length],
    ),
    brokers: rest.NumberOfBrokerNodes,
    settings: {
      // What MSK decides itself, as far as it says how.
      ...Object.fromEntries(
        Object.entries(choicesOfStandard).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
      ),
      ...settingsIn(configuration!.properties['ServerProperties'] as string),
    },
    atRest: JSON.stringify(followed(atRest.DataVolumeKMSKeyId, network)),
    inTransit: [
      ...(inTransit.ClientBroker === 'TLS' && !Unauthenticated.Enabled ? ['clients'] : []),
      ...(inTransit.InCluster ? ['brokers'] : []),
    ],
    // MSK knows no weaker one.
    scram: Sasl.Scram.Enabled ? 'SCRAM-SHA-512' : 'none',
    disks: {
      gibibytes: group.StorageInfo?.EBSStorageInfo.VolumeSize,
      kept: cluster!.deletionPolicy === 'RetainExceptOnCreate',
    },
  };
};

const tagOf = ({ properties }: FoundResource, name: string): string | undefined =>
  (properties['Tags'] as readonly { readonly Key: string; readonly Value: string }[]).find(({ Key }) => Key === name)
    ?.Value;

const ec2Volumes = (template: Template, role: string): readonly FoundResource[] =>
  resourcesOf(template, 'AWS::EC2::Volume').filter(volume => tagOf(volume, 'kafka-steward:role') === role);

/** The zone of a volume, which is that of its subnet. */
const zoneOf = (zone: unknown, network: Template): unknown => {
  const { 'Fn::GetAtt': [id] = [] } = followed(zone, network) as { readonly 'Fn::GetAtt'?: readonly string[] };
  return resourcesOf(network, 'AWS::EC2::Subnet').find(each => each.id === id)?.properties['AvailabilityZone'] ?? zone;
};

/** The file that the user data of a broker writes. */
const nodeSettings = (template: Template): string => {
  const userData = resourcesOf(template, 'AWS::EC2::LaunchTemplate')
    .map(({ properties }) => plainText((properties['LaunchTemplateData'] as { readonly UserData: unknown }).UserData))
    .find(text => text.includes('NODE_ROLE=broker'));
  return /settings\.properties\n.*\n\s+content: \|\n((?:\s+[\w.]+=.*\n)+)/.exec(userData!)![1]!;
};

/** What the node's own script says beside the settings that both kinds share. */
const scriptSetting = (name: string): string => {
  const script = readFileSync(join(import.meta.dirname, '../../../ec2/steps/settings.sh'), 'utf8');
  return (
    script
      .split('\n')
      .find(line => line.startsWith(`${name}=`))
      ?.slice(name.length + 1) ?? 'not said'
  );
};

const ec2Promises = (template: Template, network: Template): Promises => {
  const volumes = ec2Volumes(template, 'broker');
  const ports = resourcesOf(template, 'AWS::EC2::SecurityGroupIngress').map(({ properties }) => properties['FromPort']);
  const keys = new Set(volumes.map(({ properties }) => JSON.stringify(followed(properties['KmsKeyId'], network))));
  const sizes = new Set(volumes.map(({ properties }) => properties['Size']));
  const [key] = keys;
  const protocols = scriptSetting('listener.security.protocol.map');
  expect([keys.size, sizes.size]).toEqual([1, 1]);
  return {
    zones: volumes.map(({ properties }) => zoneOf(properties['AvailabilityZone'], network)),
    brokers: volumes.length,
    settings: settingsIn(nodeSettings(template)),
    atRest: volumes.every(({ properties }) => properties['Encrypted'] === true) ? key : undefined,
    inTransit: [
      ...(/\bCLIENTS:SASL_SSL\b/.test(protocols) && ports.includes(9096) ? ['clients'] : []),
      ...(/\bBROKERS:SSL\b/.test(protocols) && ports.includes(9094) ? ['brokers'] : []),
    ],
    scram: scriptSetting('listener.name.clients.sasl.enabled.mechanisms'),
    disks: {
      gibibytes: [...sizes][0],
      kept: volumes.every(({ deletionPolicy }) => deletionPolicy === 'RetainExceptOnCreate'),
    },
  };
};

/** The one difference: see choicesOfStandard. Reauthentication is not told by MSK. */
const unequal = ['allow.everyone.if.no.acl.found', 'connections.max.reauth.ms'];

const without = (settings: Promises['settings'], names: readonly string[]) =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));

const variants = comparisonVariants.filter(([, { cluster }]) => cluster === 'both');

describe('MSK and EC2, stood up alike', () => {
  it.each(variants)('promise the same, by their templates: %s', (_name, context) => {
    const network = templateFor(context, 'Network');
    const msk = mskPromises(templateFor(context, 'Msk'), network);
    const ec2 = ec2Promises(templateFor(context, 'Ec2'), network);
    const { settings: mskSettings, zones: mskZones, ...mskRest } = msk;
    const { settings: ec2Settings, zones: ec2Zones, ...ec2Rest } = ec2;
    expect(ec2Rest).toEqual(mskRest);
    expect(without(ec2Settings, unequal)).toEqual(without(mskSettings, unequal));
    expect(new Set(ec2Zones.map(zone => JSON.stringify(zone))).size).toBe(3);
    if (!('vpcId' in context)) expect(ec2Zones).toEqual(mskZones);
  });

  it.each(variants)('promise that a zone may go: %s', (_name, context) => {
    const network = templateFor(context, 'Network');
    for (const { settings, brokers, inTransit, scram, atRest } of [
      mskPromises(templateFor(context, 'Msk'), network),
      ec2Promises(templateFor(context, 'Ec2'), network),
    ]) {
      expect(settings).toMatchObject({
        'default.replication.factor': '3',
        'min.insync.replicas': '2',
        'offsets.topic.replication.factor': '3',
        'transaction.state.log.replication.factor': '3',
        'transaction.state.log.min.isr': '2',
        'unclean.leader.election.enable': 'false',
        'auto.create.topics.enable': 'false',
      });
      expect(brokers % 3).toBe(0);
      expect({ inTransit, scram }).toEqual({ inTransit: ['clients', 'brokers'], scram: 'SCRAM-SHA-512' });
      expect(atRest).toMatch(/^\{"Fn::GetAtt":\["Key/);
    }
  });

  it('have volumes of gp3, each in the zone of its node, and EC2 one controller in each zone', () => {
    const template = templateFor({ cluster: 'ec2' }, 'Ec2');
    for (const role of ['broker', 'controller']) {
      const volumes = ec2Volumes(template, role);
      expect(volumes.map(({ properties }) => properties['VolumeType'])).toEqual(['gp3', 'gp3', 'gp3']);
      expect(new Set(volumes.map(({ properties }) => JSON.stringify(properties['AvailabilityZone']))).size).toBe(3);
      expect(volumes.map(({ deletionPolicy }) => deletionPolicy)).toEqual([
        'RetainExceptOnCreate',
        'RetainExceptOnCreate',
        'RetainExceptOnCreate',
      ]);
    }
  });

  it('stand in the subnets of a VPC that is there, one a zone', () => {
    const context = { cluster: 'both', ...existingNetwork };
    const [cluster] = resourcesOf(templateFor(context, 'Msk'), 'AWS::MSK::Cluster');
    expect(cluster!.properties['BrokerNodeGroupInfo']).toMatchObject({
      ClientSubnets: existingNetwork.subnetIds.split(','),
    });
    const volumes = ec2Volumes(templateFor(context, 'Ec2'), 'broker');
    expect(volumes.map(({ properties }) => properties['AvailabilityZone'])).toEqual(existingNetwork.zones.split(','));
  });

  it('differ in nothing but what MSK keeps to itself, and say why', () => {
    for (const [name, { value, why }] of Object.entries(choicesOfExpress)) {
      expect(Object.keys(clusterSettings)).toContain(name);
      expect(why).not.toBe('');
      if (value !== undefined && !unequal.includes(name)) expect(value).toBe(clusterSettings[name]);
    }
  });
});

/* eslint-disable @typescript-eslint/no-confusing-void-expression -- complain hands back the undefined that stands for a wrong value */
import { parseBootstrapServers } from '../../src/domain/kafka/bootstrap.ts';
import type { MskLoginKind, MskNetwork } from '../../src/domain/kafka/msk-bootstrap.ts';
import { contextKeys } from './context-keys.ts';
import { type Complain, type ContextValues, listOf } from './context-values.ts';
import type { ClusterSource, LoginConfig, NetworkConfig, PortRange } from './operations-config.ts';

// Nothing is looked up at synth, so the network is told; MSK tells it in one call.
const howToFind =
  "aws kafka describe-cluster-v2 --cluster-arn <ARN> --query 'ClusterInfo.*.[BrokerNodeGroupInfo,VpcConfigs]' tells subnets and security groups, aws ec2 describe-subnets the VPC";

export const parseNetwork = (
  values: ContextValues,
  cluster: ClusterSource | undefined,
  login: LoginConfig | undefined,
  complain: Complain,
): NetworkConfig | undefined => {
  const vpcId = idOf('vpcId', /^vpc-[0-9a-f]{8,17}$/, values, complain);
  const subnetIds = listOf(values.subnetIds);
  if (subnetIds.length === 0) complain('subnetIds', `is missing; give ${contextKeys.subnetIds}: ${howToFind}`);
  const wrongSubnet = subnetIds.find(id => !/^subnet-[0-9a-f]{8,17}$/.test(id));
  if (wrongSubnet !== undefined) complain('subnetIds', `has ${JSON.stringify(wrongSubnet)}; give subnet-…,subnet-…`);
  const { clusterSecurityGroupId } = values;
  if (clusterSecurityGroupId !== undefined) idOf('clusterSecurityGroupId', /^sg-[0-9a-f]{8,17}$/, values, complain);
  const brokerPorts = parsePorts(values, cluster, login, complain);
  if (vpcId === undefined || brokerPorts === undefined) return undefined;
  return { vpcId, subnetIds, clusterSecurityGroupId, brokerPorts };
};

const idOf = (
  key: 'vpcId' | 'clusterSecurityGroupId',
  pattern: RegExp,
  values: ContextValues,
  complain: Complain,
): string | undefined => {
  const value = values[key];
  if (value !== undefined && pattern.test(value)) return value;
  const wrong =
    value === undefined ? 'is missing' : `does not look like ${pattern.source.slice(1, 4).replace('-', '')}-…`;
  return complain(key, `${wrong}; give ${contextKeys[key]}: ${howToFind}`);
};

const parsePorts = (
  values: ContextValues,
  cluster: ClusterSource | undefined,
  login: LoginConfig | undefined,
  complain: Complain,
): readonly PortRange[] | undefined => {
  if (values.brokerPorts === undefined) return cluster && login ? knownPorts(cluster, login.kind) : undefined;
  const ranges = listOf(values.brokerPorts).map(text => {
    const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
    return { from: Number(from), to: Number(to) };
  });
  if (ranges.every(({ from, to }) => from >= 1 && from <= to && to <= 65_535)) return ranges;
  return complain('brokerPorts', 'is not a list of ports; give 9096 or 9092,14001-14100');
};

const mskPort: Readonly<Record<MskLoginKind, number>> = { none: 9092, tls: 9094, scram: 9096, iam: 9098 };

/** https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html */
const knownPorts = (cluster: ClusterSource, login: MskLoginKind): readonly PortRange[] => {
  if (cluster.kind === 'msk') return portsOfMsk[cluster.network](mskPort[login]);
  const parsed = parseBootstrapServers(cluster.servers);
  const ports = parsed.kind === 'parsed' ? parsed.servers.map(({ port }) => port) : [];
  return [...new Set(ports)].map(port => ({ from: port, to: port }));
};

const portsOfMsk: Readonly<Record<MskNetwork, (port: number) => readonly PortRange[]>> = {
  private: port => [{ from: port, to: port }],
  public: port => [{ from: port + 100, to: port + 100 }],
  // The string names a port of the range for each broker and login.
  'vpc-connectivity': () => [{ from: 14_001, to: 14_100 }],
};

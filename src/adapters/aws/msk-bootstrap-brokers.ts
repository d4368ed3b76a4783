import { GetBootstrapBrokersCommand, type GetBootstrapBrokersResponse, type KafkaClient } from '@aws-sdk/client-kafka';
import type { MskAccess, MskBootstrapStrings } from '../../domain/kafka/msk-bootstrap.ts';
import type { MskBootstrapReader } from '../../ports/connection-sources.ts';
import { awsCallError } from './aws-call-error.ts';

/**
 * Where each kind of access stands in MSK's answer. The strings with IPv6 in their name are left out: the same brokers
 * by another address.
 */
const fields: Readonly<Record<MskAccess, keyof GetBootstrapBrokersResponse | undefined>> = {
  'private iam': 'BootstrapBrokerStringSaslIam',
  'private scram': 'BootstrapBrokerStringSaslScram',
  'private tls': 'BootstrapBrokerStringTls',
  'private none': 'BootstrapBrokerString',
  'vpc-connectivity iam': 'BootstrapBrokerStringVpcConnectivitySaslIam',
  'vpc-connectivity scram': 'BootstrapBrokerStringVpcConnectivitySaslScram',
  'vpc-connectivity tls': 'BootstrapBrokerStringVpcConnectivityTls',
  'vpc-connectivity none': undefined,
  'public iam': 'BootstrapBrokerStringPublicSaslIam',
  'public scram': 'BootstrapBrokerStringPublicSaslScram',
  'public tls': 'BootstrapBrokerStringPublicTls',
  'public none': undefined,
};

/** Asks MSK's control plane. `clientOf` gives a client of the cluster's own region, whatever region is the default. */
export function mskBootstrapBrokers(clientOf: (region: string) => KafkaClient): MskBootstrapReader {
  return {
    async readBootstrapStrings(arn) {
      const region = arn.split(':')[3] ?? '';
      try {
        const answer = await clientOf(region).send(new GetBootstrapBrokersCommand({ ClusterArn: arn }));
        return stringsOf(answer);
      } catch (error) {
        throw awsCallError({ action: 'kafka:GetBootstrapBrokers', resourceArn: arn }, error);
      }
    },
  };
}

function stringsOf(answer: GetBootstrapBrokersResponse): MskBootstrapStrings {
  const offered = Object.entries(fields).flatMap(([access, field]) => {
    const servers = field === undefined ? undefined : answer[field];
    return servers ? [[access, servers] as const] : [];
  });
  return Object.fromEntries(offered);
}

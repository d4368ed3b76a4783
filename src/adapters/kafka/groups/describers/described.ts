import type { GroupMember } from '../../../../domain/kafka/group.ts';
import type { BrokerConnection } from '../../connection/broker-connection.ts';

/** A group as one describe API tells it; empty but for the code where `errorCode` is not 0. */
export interface Described {
  readonly group: string;
  readonly errorCode: number;
  readonly state: string;
  readonly epoch?: number;
  readonly assignor?: string;
  readonly members: readonly GroupMember[];
}

/** Describes groups that one broker coordinates. Undefined where the broker does not offer the API. */
export type Describer = (
  connection: BrokerConnection,
  groups: readonly string[],
) => Promise<readonly Described[] | undefined>;

interface ToldMember {
  readonly memberId: string;
  readonly clientId: string;
  readonly clientHost: string;
}

export function member(
  { memberId, clientId, clientHost }: ToldMember,
  instanceId: string | null,
  assignment: GroupMember['assignment'],
  subscription?: GroupMember['subscription'],
): GroupMember {
  return {
    memberId,
    clientId,
    // Brokers write a Java InetAddress: "/10.0.0.7".
    clientHost: clientHost.replace(/^\//, ''),
    ...(instanceId === null ? {} : { instanceId }),
    ...(assignment === undefined ? {} : { assignment }),
    ...(subscription === undefined ? {} : { subscription }),
  };
}

interface ToldPartitions {
  readonly topicPartitions: readonly { readonly topicName: string; readonly partitions: readonly number[] }[];
}

export function assigned({ topicPartitions }: ToldPartitions): GroupMember['assignment'] {
  return topicPartitions.map(({ topicName, partitions }) => ({ topic: topicName, partitions }));
}

import type { GroupRights } from '../../../ports/offset-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { consumerGroupDescribe } from '../protocol/generated/consumer-group-describe.ts';
import { describeGroups } from '../protocol/generated/describe-groups.ts';
import { shareGroupDescribe } from '../protocol/generated/share-group-describe.ts';
import { streamsGroupDescribe } from '../protocol/generated/streams-group-describe.ts';
import { askCoordinator, type Judged } from './ask-coordinator.ts';
import { mayDo } from './operations.ts';

const rightsFrom = 3;

interface Told {
  readonly errorCode: number;
  readonly authorizedOperations: number;
}

/** What this login may do with a group. Each kind of group is described by an API of its own, and by no other. */
export async function readGroupRights(client: ClusterClient, group: string): Promise<GroupRights | undefined> {
  for (const ask of [askConsumer, askClassic, askShare, askStreams]) {
    const told = await askCoordinator(client, group, connection => judged(ask(connection, group)));
    const mayCommit = told?.errorCode === 0 ? mayDo('read', told.authorizedOperations) : undefined;
    if (told === undefined || mayCommit === undefined) continue;
    return { mayCommit, mayDelete: mayDo('delete', told.authorizedOperations) === true };
  }
  return undefined;
}

async function judged(asking: Promise<Told | undefined>): Promise<Judged<Told | undefined>> {
  const answer = await asking;
  return { answer, codes: answer === undefined ? [] : [answer.errorCode] };
}

async function askConsumer(connection: BrokerConnection, group: string): Promise<Told | undefined> {
  if (connection.versionOf(consumerGroupDescribe) === undefined) return undefined;
  const body = { groupIds: [group], includeAuthorizedOperations: true };
  return (await connection.request(consumerGroupDescribe, body)).groups[0];
}

async function askClassic(connection: BrokerConnection, group: string): Promise<Told | undefined> {
  if ((connection.versionOf(describeGroups) ?? 0) < rightsFrom) return undefined;
  const body = { groups: [group], includeAuthorizedOperations: true };
  return (await connection.request(describeGroups, body)).groups[0];
}

async function askShare(connection: BrokerConnection, group: string): Promise<Told | undefined> {
  if (connection.versionOf(shareGroupDescribe) === undefined) return undefined;
  const body = { groupIds: [group], includeAuthorizedOperations: true };
  return (await connection.request(shareGroupDescribe, body)).groups[0];
}

async function askStreams(connection: BrokerConnection, group: string): Promise<Told | undefined> {
  if (connection.versionOf(streamsGroupDescribe) === undefined) return undefined;
  const body = { groupIds: [group], includeAuthorizedOperations: true };
  return (await connection.request(streamsGroupDescribe, body)).groups[0];
}

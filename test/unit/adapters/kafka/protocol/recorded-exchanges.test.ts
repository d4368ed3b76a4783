import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../../../scripts/record-protocol-fixtures/wire.ts';
import type { Api } from '../../../../../src/adapters/kafka/protocol/api.ts';
import { decodeRequest, decodeResponse } from '../../../../../src/adapters/kafka/protocol/decode.ts';
import { encodeRequest, encodeResponse } from '../../../../../src/adapters/kafka/protocol/encode.ts';
import { consumerGroupDescribe } from '../../../../../src/adapters/kafka/protocol/generated/consumer-group-describe.ts';
import { describeGroups } from '../../../../../src/adapters/kafka/protocol/generated/describe-groups.ts';
import { type FetchResponse, fetch } from '../../../../../src/adapters/kafka/protocol/generated/fetch.ts';
import { listGroups } from '../../../../../src/adapters/kafka/protocol/generated/list-groups.ts';
import { listOffsets } from '../../../../../src/adapters/kafka/protocol/generated/list-offsets.ts';
import { offsetFetch } from '../../../../../src/adapters/kafka/protocol/generated/offset-fetch.ts';
import { shareGroupDescribe } from '../../../../../src/adapters/kafka/protocol/generated/share-group-describe.ts';
import { streamsGroupDescribe } from '../../../../../src/adapters/kafka/protocol/generated/streams-group-describe.ts';
import { decodeRequestHeader, requestBodyStart } from '../../../../../src/adapters/kafka/protocol/request-header.ts';
import { responseBodyStart } from '../../../../../src/adapters/kafka/protocol/response-header.ts';
import { readEntries } from '../../../../../src/adapters/kafka/records/read-entries.ts';
import { allApis } from './all-apis.ts';

interface Recording {
  readonly kafka: string;
  readonly exchanges: readonly Exchange[];
}

const folder = join(import.meta.dirname, 'fixtures');
const recordings = readdirSync(folder).map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording);

/** Every recorded answer of one broker to one API at one version, in the order it was asked. */
const answersOf = <Response>(kafka: string, api: Api<unknown, Response>, version: number): readonly Response[] =>
  recordings
    .find(recording => recording.kafka === kafka)!
    .exchanges.filter(exchange => exchange.api === api.name && exchange.version === version)
    .map(exchange => {
      const bytes = Buffer.from(exchange.response, 'hex');
      return decodeResponse(api, version, bytes, responseBodyStart(api, version, bytes));
    });

describe.each(recordings)('the bytes of a Kafka $kafka broker', ({ exchanges }) => {
  const cases = exchanges.map(({ api, version, request, response }, index) => ({
    title: `${api} v${version} (exchange ${index})`,
    api: allApis.find(known => known.name === api)!,
    version,
    request: Buffer.from(request, 'hex'),
    response: Buffer.from(response, 'hex'),
  }));

  it.each(cases)('are the bytes this codec makes of them: $title', ({ api, version, request, response }) => {
    const start = responseBodyStart(api, version, response);
    const answer = decodeResponse(api, version, response, start);
    expect(encodeResponse(api, version, answer as object).toString('hex')).toBe(response.toString('hex', start));
    const bodyStart = requestBodyStart(api, version, request);
    const body = decodeRequest(api, version, request, bodyStart);
    expect(encodeRequest(api, version, body).toString('hex')).toBe(request.toString('hex', bodyStart));
    expect(decodeRequestHeader(request)).toMatchObject({ apiKey: api.key, version });
  });
});

describe('a recorded answer says what the broker held', () => {
  it.each([
    ['2.8.2', 4, ''],
    ['3.9.2', 5, 'classic'],
    ['4.3.1', 5, 'classic'],
  ])('of Kafka %s: a classic group', (kafka, version, groupType) => {
    const listed = answersOf(kafka, listGroups, version)[0]!.groups;
    expect(listed).toContainEqual({
      groupId: 'fixture-classic',
      protocolType: 'consumer',
      groupState: 'Stable',
      groupType,
    });
    expect(listed.map(group => group.groupId)).toContain('fixture offline: заказы');
    const described = answersOf(kafka, describeGroups, 5)[0]!.groups.find(group => group.groupId === 'fixture-classic');
    expect(described).toMatchObject({ groupState: 'Stable', members: [{ clientId: 'orders-service' }] });
  });

  it.each([
    ['2.8.2', 7],
    ['3.9.2', 9],
    ['4.3.1', 9],
  ])('of Kafka %s: committed offsets, beyond 2^53 too', (kafka, version) => {
    const { topics, groups } = answersOf(kafka, offsetFetch, version)[1]!;
    const { partitions } = [...topics, ...(groups[0]?.topics ?? [])][0]!;
    expect(partitions.map(({ committedOffset, metadata }) => [committedOffset, metadata])).toEqual([
      [1n, 'note'],
      [9_007_199_254_740_993n, ''],
      [-1n, ''],
    ]);
  });

  it.each([
    ['2.8.2', 6],
    ['3.9.2', 9],
    ['4.3.1', 11],
  ])('of Kafka %s: offsets of the log', (kafka, version) => {
    const [starts, ends] = answersOf(kafka, listOffsets, version).map(answer => answer.topics[0]!.partitions);
    expect(starts!.map(partition => partition.offset)).toEqual([0n, 0n, -1n]);
    expect(ends!.map(partition => partition.errorCode)).toEqual([0, 0, 3]);
    expect(ends![0]!.offset + ends![1]!.offset).toBe(3n);
  });

  it.each(['2.8.2', '3.9.2', '4.3.1'])('of Kafka %s: records, asked for by the name of their topic', kafka => {
    const [{ responses }] = answersOf(kafka, fetch, 12) as [FetchResponse];
    const { partitions } = responses[0]!;
    const wanted = { fromOffset: 0, count: 9, maxContentBytes: 99 };
    const values = partitions.map(({ records }) =>
      readEntries(Buffer.from(records ?? []), wanted).entries.map(entry =>
        entry.kind === 'record' ? Buffer.from(entry.content.value ?? []).toString() : entry.kind,
      ),
    );
    expect(values.flat().toSorted()).toEqual(['first', 'second', 'third']);
    expect(partitions.map(({ errorCode }) => errorCode)).toEqual([0, 0, 3]);
  });

  it('of Kafka 4.3.1: groups of the newer kinds, each with its member', () => {
    const consumer = answersOf('4.3.1', consumerGroupDescribe, 1)[0]!.groups.find(group => group.members.length > 0);
    const share = answersOf('4.3.1', shareGroupDescribe, 1)[0]!.groups.find(group => group.members.length > 0);
    const streams = answersOf('4.3.1', streamsGroupDescribe, 0)[0]!.groups.find(group => group.members.length > 0);
    expect(consumer?.members[0]).toMatchObject({
      rackId: 'use1-az1',
      assignment: { topicPartitions: [{ topicName: 'fixture-orders', partitions: [0, 1] }] },
    });
    expect(share?.members[0]?.subscribedTopicNames).toEqual(['fixture-orders']);
    expect(streams?.topology?.subtopologies?.[0]?.sourceTopics).toEqual(['fixture-orders']);
    expect(streams?.members[0]?.userEndpoint).toEqual({ host: 'localhost', port: 65_000 });
  });
});

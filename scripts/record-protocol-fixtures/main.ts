import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../../src/adapters/kafka/protocol/api.ts';
import { apiVersions } from '../../src/adapters/kafka/protocol/generated/api-versions.ts';
import { deleteTopics } from '../../src/adapters/kafka/protocol/generated/delete-topics.ts';
import { metadata } from '../../src/adapters/kafka/protocol/generated/metadata.ts';
import { kafkaVersion } from '../generate-protocol/apis.ts';
import { joinClassicGroup, joinNewerGroups } from './members.ts';
import { cleaning, preparation, type Step, scenario, topic } from './scenario.ts';
import { type Exchange, exchange } from './wire.ts';

// Records what a real broker answers, for the codec's tests. Give it an empty local broker: it makes and deletes topics
// and groups called fixture-….
const [bootstrap, label] = process.argv.slice(2);
if (bootstrap === undefined || label === undefined) {
  console.error('usage: node scripts/record-protocol-fixtures/main.ts HOST:PORT KAFKA-VERSION');
  process.exit(2);
}

const offer = await exchange(bootstrap, apiVersions, 0, {});
const offered = new Map(offer.response.apiKeys.map(range => [range.apiKey, range]));

const sharedVersions = (api: Api<unknown, unknown>): readonly number[] => {
  const { minVersion, maxVersion } = offered.get(api.key) ?? { minVersion: 1, maxVersion: 0 };
  const from = Math.max(minVersion, api.minVersion);
  const to = Math.min(maxVersion, api.maxVersion);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
};

const record = async (steps: readonly Step[]): Promise<readonly Exchange[]> => {
  const recorded: Exchange[] = [];
  for (const { api, bodyAt } of steps) {
    for (const version of sharedVersions(api)) {
      recorded.push((await exchange(bootstrap, api, version, bodyAt(version))).exchange);
    }
  }
  return recorded;
};

const prepared = await record(preparation);
const classic = await joinClassicGroup(bootstrap, 'fixture-classic', topic);
await joinNewerGroups(bootstrap, topic, api => sharedVersions(api).length > 0);
const topicId = await topicIdOf(bootstrap);
const asked = await record(scenario(topicId));
await classic.leave();
const cleaned = await record(cleaning);
await exchange(bootstrap, deleteTopics, 4, { topicNames: [topic], timeoutMs: 10_000 });

const exchanges = [...prepared, ...asked, ...cleaned];
const folder = join(import.meta.dirname, '../../test/unit/adapters/kafka/protocol/fixtures');
mkdirSync(folder, { recursive: true });
const lines = exchanges.map(one => `    ${JSON.stringify(one)}`).join(',\n');
writeFileSync(
  join(folder, `${label}.json`),
  `{\n  "kafka": "${label}",\n  "recordedWith": "${kafkaVersion}",\n  "exchanges": [\n${lines}\n  ]\n}\n`,
);
console.log(`${exchanges.length} exchanges with Kafka ${label} recorded`);

async function topicIdOf(broker: string): Promise<string> {
  const version = Math.max(...sharedVersions(metadata));
  const answer = await exchange(broker, metadata, version, { topics: [{ name: topic }] });
  return answer.response.topics[0]!.topicId;
}

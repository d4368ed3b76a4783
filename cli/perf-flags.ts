import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { OperationError } from '../src/domain/errors.ts';
import type { PerfField, PerfFields } from '../src/domain/perf/perf-fields.ts';
import { compressions, type PerfRequest } from '../src/domain/perf/perf-load.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { toTexts } from './flag-values.ts';
import { fieldsOfProps } from './producer-props.ts';
import type { Shell } from './shell.ts';

/** A load; each flag has the name of its field in a request, but for those of the official tool. */
export interface PerfFlags extends Omit<PerfFields, 'topicSettings'>, ConnectionFlags {
  readonly request?: string;
  readonly topicSetting?: readonly string[];
  readonly bootstrapServer?: string;
  readonly 'producer.config'?: string;
  readonly numRecords?: string;
  readonly throughput?: string;
  readonly warmupRecords?: string;
  readonly producerProps?: readonly string[];
}

export function addPerfFlags(command: Command): Command {
  return command
    .optionsGroup('Topic:')
    .option('--topic <name>', 'of the topic that is made and removed (default: kafka-steward-perf-…)')
    .option('--allow-existing', 'write to a topic that is there, and leave it there')
    .option('--partitions <number>', 'of the topic that is made (default: 6)')
    .option('--replication-factor <number>', 'of the topic that is made (default: 3, or as many as there are brokers)')
    .option('--topic-setting <name=value>', 'of the topic that is made, repeatable: min.insync.replicas=2', toTexts)
    .option('--force', 'also to a topic that looks like production, or on a cluster that lacks replicas')
    .optionsGroup('Load:')
    .option('--rate <rate>', '5000/s (records), 50MB/s, or max (default: max)')
    .option('--duration <time>', 'of the measured part (default: 1m)')
    .option('--warm-up <time>', 'before it, left out of the figures (default: 5s)')
    .option('--records <number>', 'in place of a time')
    .option('--warm-up-records <number>', 'of them, left out of the figures (default: 0)')
    .option('--record-size <bytes>', 'of values: 1KB, 100B..2KB, or shares 1KB:90%,10KB:10% (default: 1KB)')
    .option('--keys <number>', 'how many different keys there are (default: records have none)')
    .option('--key-skew <number>', 'the n-th key comes 1/n^skew as often (default: 0)')
    .option('--compressibility <share>', 'of each value that compresses to nothing (default: 0, random bytes)')
    .option('--seed <number>', 'another one, other records (default: 1)')
    .option('--consumers <number>', 'that read everything meanwhile, without a group (default: 0)')
    .option('--ramp <from..to>', 'rates that rise until the cluster no longer keeps up: 10MB/s..100MB/s')
    .option('--ramp-steps <number>', 'how many rates (default: 10)')
    .optionsGroup('Producer:')
    .option('--acks <acks>', 'all or 1 (default: all)')
    .option('--no-idempotence', 'let brokers take a record twice')
    .addOption(new Option('--compression <kind>', 'default: none').choices(compressions))
    .option('--linger <time>', 'how long a batch waits for more (default: 5ms)')
    .option('--batch-size <bytes>', 'of a batch, before compression (default: 16384)')
    .option('--buffer-memory <bytes>', 'for what waits (default: 64MiB)')
    .option('--max-in-flight <number>', 'requests under way to a broker, 1 to 5 (default: 5)')
    .option('--delivery-timeout <time>', 'until a record has failed (default: 2m)')
    .option('--request-timeout <time>', 'until a request is sent again (default: 30s)')
    .optionsGroup('Verdict:')
    .option(
      '--slo <goal>',
      'to pass, repeatable: p99=50ms, p50, p95, p99.9, max; achieved=99% (default: 99.5%)',
      toTexts,
    )
    .option('--no-read-back', 'do not read the records back to find what was lost, doubled or turned round')
    .optionsGroup('Options:')
    .option('--request <file>', 'JSON or YAML with these, - for stdin; a flag takes the place of what the file says')
    .addOption(new Option('--bootstrap-server <list>').hideHelp())
    .addOption(new Option('--producer.config <file>').hideHelp())
    .addOption(new Option('--num-records <number>').hideHelp())
    .addOption(new Option('--throughput <number>').hideHelp())
    .addOption(new Option('--warmup-records <number>').hideHelp())
    .addOption(new Option('--producer-props <props...>').hideHelp());
}

export const officialFlags = `Flags of kafka-producer-perf-test work too: --num-records, --throughput (-1: max), --record-size, --bootstrap-server,
--producer.config, --warmup-records and --producer-props for acks, linger.ms, batch.size, compression.type and the like.`;

/** The connection that flags ask for, in our own words or the official tool's. */
export function connectionOf(flags: PerfFlags): ConnectionFlags {
  const { cluster, login, network, bootstrapServers, commandConfig, bootstrapServer } = flags;
  const servers = bootstrapServers ?? bootstrapServer ?? propsOf(flags).bootstrapServers;
  const config = commandConfig ?? flags['producer.config'];
  return {
    ...(cluster === undefined ? {} : { cluster }),
    ...(login === undefined ? {} : { login }),
    ...(network === undefined ? {} : { network }),
    ...(servers === undefined ? {} : { bootstrapServers: servers }),
    ...(config === undefined ? {} : { commandConfig: config }),
  };
}

/** The load that flags ask for, over what a file says. Rejects with InputInvalid. */
export async function perfRequestOf(flags: PerfFlags, shell: Shell): Promise<PerfRequest> {
  const { readPerfFields } = await import('../src/domain/perf/read-perf-fields.ts');
  const said = flags.request === undefined ? {} : await readRequestFile(flags.request, shell);
  const { numRecords, throughput, warmupRecords, topicSetting } = flags;
  const official = {
    ...propsOf(flags).fields,
    ...(numRecords === undefined ? {} : { records: numRecords }),
    ...(throughput === undefined ? {} : { rate: throughput }),
    ...(warmupRecords === undefined ? {} : { warmUpRecords: warmupRecords }),
    ...(topicSetting === undefined ? {} : { topicSettings: topicSetting }),
  };
  const given = Object.fromEntries(fieldNames.flatMap(name => (isGiven(flags, name) ? [[name, flags[name]]] : [])));
  return readPerfFields({ ...said, ...official, ...given }, flagOf);
}

type OwnField = Exclude<PerfField, 'topicSettings'>;

const fieldNames: readonly OwnField[] = [
  ...(['topic', 'allowExisting', 'force', 'partitions', 'replicationFactor'] as const),
  ...(['rate', 'records', 'duration', 'warmUp', 'warmUpRecords', 'ramp', 'rampSteps'] as const),
  ...(['recordSize', 'keys', 'keySkew', 'compressibility', 'seed', 'consumers', 'readBack', 'slo'] as const),
  ...(['acks', 'idempotence', 'compression', 'linger', 'batchSize', 'bufferMemory', 'maxInFlight'] as const),
  ...(['deliveryTimeout', 'requestTimeout'] as const),
];

/** A `--no-…` flag that nobody gave is true, which says nothing. */
function isGiven(flags: PerfFlags, name: OwnField): boolean {
  const isSwitch = name === 'idempotence' || name === 'readBack';
  return isSwitch ? flags[name] === false : flags[name] !== undefined;
}

const flagOf = (field: PerfField): string => {
  if (field === 'topicSettings') return '--topic-setting';
  const name = field.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
  return field === 'idempotence' || field === 'readBack' ? `--no-${name}` : `--${name}`;
};

function propsOf({ producerProps = [] }: PerfFlags) {
  return fieldsOfProps(producerProps);
}

async function readRequestFile(name: string, { cwd }: Shell): Promise<PerfFields> {
  const [{ parsePerfRequest }, { parseText }] = await Promise.all([
    import('../src/adapters/perf-request/parse-perf-request.ts'),
    import('../src/adapters/documents/parse-text.ts'),
  ]);
  const path = name === '-' ? '/dev/stdin' : resolve(cwd, name);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const { code = 'unknown reason' } = cause as NodeJS.ErrnoException;
    throw new OperationError('InputInvalid', `${name} cannot be read: ${code}; name a file with a load`, { cause });
  });
  return parsePerfRequest(parseText(text, name));
}

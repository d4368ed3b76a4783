import { OperationError } from '../errors.ts';

/** A Kafka version the local cluster is tried with, and what it asks of the machine. */
export interface KafkaRelease {
  readonly version: string;
  /** Names users may ask for it by, besides the version. */
  readonly lines: readonly string[];
  readonly modes: readonly MetadataMode[];
  readonly minimumJavaMajor: number;
  /** The checked-in list of jars it is fetched by. */
  readonly jarList: 'kafka-3' | 'kafka-4';
}

export type MetadataMode = 'KRaft' | 'ZooKeeper';

const releases: readonly [KafkaRelease, ...KafkaRelease[]] = [
  { version: '4.3.1', lines: ['4.3', '4'], modes: ['KRaft'], minimumJavaMajor: 17, jarList: 'kafka-4' },
  { version: '3.9.2', lines: ['3.9', '3'], modes: ['KRaft', 'ZooKeeper'], minimumJavaMajor: 8, jarList: 'kafka-3' },
  // KRaft of 2.8 was a preview that could not be upgraded: nobody runs it.
  { version: '2.8.2', lines: ['2.8', '2'], modes: ['ZooKeeper'], minimumJavaMajor: 8, jarList: 'kafka-3' },
];

/** The release a user means by `4.3.1`, `4.3`, `4.x` or `4`; 4.3.1 where nothing is asked for. */
export function findKafkaRelease(asked: string = releases[0].version): KafkaRelease {
  const wanted = asked.replace(/\.x$/, '');
  const found = releases.find(release => release.version === wanted || release.lines.includes(wanted));
  if (found !== undefined) return found;
  const known = releases.map(release => release.version).join(', ');
  throw new OperationError('InputInvalid', `kafka version "${asked}" is not one of ${known}; name one of them`);
}

/** Refuses a mode the release does not have. */
export function checkMode(release: KafkaRelease, mode: MetadataMode): void {
  if (release.modes.includes(mode)) return;
  const advice =
    mode === 'ZooKeeper' ? 'leave --zookeeper away or ask for --kafka 3.9' : 'add --zookeeper or ask for --kafka 3.9';
  throw new OperationError('InputInvalid', `kafka ${release.version} has no ${mode} mode; ${advice}`);
}

/** Whether the release is from the time of log4j 2 and of share and streams groups. */
export function isKafka4(version: string): boolean {
  return Number.parseInt(version, 10) >= 4;
}

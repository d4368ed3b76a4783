import { OperationError } from '../errors.ts';
import type { MetadataMode } from './kafka-release.ts';
import { checkMode, findKafkaRelease } from './kafka-release.ts';

/** What kind of cluster a directory holds. It never changes after the first start: the data depends on it. */
export interface LocalClusterShape {
  readonly kafkaVersion: string;
  readonly mode: MetadataMode;
  readonly brokerCount: 1 | 3;
  readonly security: LocalSecurity;
}

export type LocalSecurity = 'plaintext' | 'scram';

/** What a user asks for; what is absent gets the default: one plaintext KRaft broker of the newest release. */
export interface ShapeRequest {
  readonly kafkaVersion?: string;
  readonly mode?: MetadataMode;
  readonly brokers?: number;
  readonly security?: string;
}

/** The shape asked for, or one sentence on why no such cluster can be. */
export function resolveShape(request: ShapeRequest): LocalClusterShape {
  const release = findKafkaRelease(request.kafkaVersion);
  const mode = request.mode ?? 'KRaft';
  checkMode(release, mode);
  const brokerCount = request.brokers ?? 1;
  if (brokerCount !== 1 && brokerCount !== 3) {
    throw new OperationError('InputInvalid', `${brokerCount} brokers were asked for; a local cluster has 1 or 3`);
  }
  const security = request.security ?? 'plaintext';
  if (security !== 'plaintext' && security !== 'scram') {
    throw new OperationError('InputInvalid', `security "${security}" is not known; ask for plaintext or scram`);
  }
  // Before KRaft a SCRAM user could only be made by a running broker or written into ZooKeeper by hand.
  if (security === 'scram' && mode === 'ZooKeeper') {
    throw new OperationError(
      'InputInvalid',
      'security scram is not offered in ZooKeeper mode; leave --zookeeper away or ask for --security plaintext',
    );
  }
  return { kafkaVersion: release.version, mode, brokerCount, security };
}

/** For example `3 secured brokers of Kafka 4.3.1 in KRaft mode`. */
export function describeShape(shape: LocalClusterShape): string {
  const kind = shape.security === 'scram' ? 'secured' : 'plaintext';
  const noun = shape.brokerCount === 1 ? 'broker' : 'brokers';
  return `${shape.brokerCount} ${kind} ${noun} of Kafka ${shape.kafkaVersion} in ${shape.mode} mode`;
}

export function isSameShape(a: LocalClusterShape, b: LocalClusterShape): boolean {
  return describeShape(a) === describeShape(b);
}

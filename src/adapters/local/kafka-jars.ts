import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OperationError } from '../../domain/errors.ts';
import type { KafkaRelease } from '../../domain/local/kafka-release.ts';
import { runCommand } from './run-command.ts';

/** Where the jars of all releases are kept between clusters when nothing else is said. */
export const defaultJarCache = resolve(import.meta.dirname, '../../../.cache/kafka');

export interface JarSource {
  readonly jarCache: string;
  readonly mavenCommand: string;
}

/** The directory with the jars of a release, fetched by Maven when they are not there yet. */
export async function provideKafkaJars(
  release: KafkaRelease,
  source: JarSource,
  onProgress: (message: string) => void,
): Promise<string> {
  const jars = join(source.jarCache, release.version);
  if (existsSync(jars)) return jars;
  await checkMaven(source.mavenCommand, release);
  onProgress(`fetching Kafka ${release.version} by Maven, about 60 MB, once`);
  await mkdir(source.jarCache, { recursive: true });
  const incoming = await mkdtemp(join(source.jarCache, `incoming-${release.version}-`));
  try {
    await fetchJars(release, source.mavenCommand, incoming);
    await rename(incoming, jars);
  } catch (cause) {
    // Another process that fetched the same release at the same time may have been first.
    if (!existsSync(jars)) throw cause;
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
  return jars;
}

async function checkMaven(mavenCommand: string, release: KafkaRelease): Promise<void> {
  const { exitCode } = await runCommand(mavenCommand, ['-version']);
  if (exitCode === 0) return;
  throw new OperationError(
    'ToolMissing',
    `the jars of Kafka ${release.version} come by Maven and "${mavenCommand}" ${exitCode === undefined ? 'was not found' : 'does not run'}; install Maven`,
  );
}

async function fetchJars(release: KafkaRelease, mavenCommand: string, target: string): Promise<void> {
  const { exitCode, output } = await runCommand(
    mavenCommand,
    [
      '--batch-mode',
      '--quiet',
      '--file',
      join(import.meta.dirname, 'jars', `${release.jarList}.xml`),
      `-Dkafka.version=${release.version}`,
      `-DoutputDirectory=${target}`,
      '-Dmaven.artifact.threads=10',
      'dependency:copy-dependencies',
    ],
    target,
  );
  if (exitCode === 0) return;
  const reason = output.split('\n').find(line => line.includes('[ERROR]')) ?? output.split('\n')[0] ?? '';
  throw new OperationError(
    'LocalClusterFailed',
    `maven did not fetch Kafka ${release.version}: ${reason.replace('[ERROR]', '').trim().slice(0, 300)}`,
    { retryable: true },
  );
}

import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { defaultJarCache, provideKafkaJars } from '../../src/adapters/local/kafka-jars.ts';
import { runCommand } from '../../src/adapters/local/run-command.ts';
import { findKafkaRelease } from '../../src/domain/local/kafka-release.ts';
import { type PackedFile, packTarGzip } from './tar-file.ts';

const nodeScripts = resolve(import.meta.dirname, '../../ec2');

export interface NodeArtifact {
  readonly path: string;
  readonly sha256: string;
}

/** All that a node runs, Kafka and our scripts, in one archive with its SHA-256 beside it. The same sources give the same bytes. */
export async function packNodeArtifact(
  outputDirectory: string,
  onProgress: (message: string) => void,
): Promise<NodeArtifact> {
  const jars = await provideKafkaJars(
    findKafkaRelease(),
    { jarCache: defaultJarCache, mavenCommand: 'mvn' },
    onProgress,
  );
  const exporter = await provideJmxExporter(onProgress);
  const files = await Promise.all([
    ...globSync('{bin,etc,steps,systemd}/*', { cwd: nodeScripts }).map(path => packed(join(nodeScripts, path), path)),
    ...globSync('*.jar', { cwd: jars }).map(jar => packed(join(jars, jar), `libs/${jar}`)),
    packed(exporter, 'agent/jmx-exporter.jar'),
  ]);
  const archive = packTarGzip(files);
  const sha256 = createHash('sha256').update(archive).digest('hex');
  const path = join(outputDirectory, 'kafka-node.tar.gz');
  await mkdir(outputDirectory, { recursive: true });
  await writeFile(`${path}.${process.pid}`, archive);
  await rename(`${path}.${process.pid}`, path);
  await writeFile(join(outputDirectory, 'kafka-node.sha256'), `${sha256}\n`);
  return { path, sha256 };
}

async function packed(source: string, path: string): Promise<PackedFile> {
  const [content, { mode }] = await Promise.all([readFile(source), stat(source)]);
  return { path, content, isExecutable: (mode & 0o100) !== 0 };
}

async function provideJmxExporter(onProgress: (message: string) => void): Promise<string> {
  const list = join(import.meta.dirname, 'jmx-exporter.xml');
  // A list that was changed asks for another jar.
  const digest = createHash('sha256')
    .update(await readFile(list))
    .digest('hex')
    .slice(0, 12);
  const directory = join(defaultJarCache, `${basename(list, '.xml')}-${digest}`);
  const jar = join(directory, 'jmx_prometheus_javaagent.jar');
  if (existsSync(jar)) return jar;
  onProgress('fetching the JMX exporter by Maven, 3 MB, once');
  const incoming = await mkdtemp(join(dirname(directory), 'incoming-exporter-'));
  const goal = ['--batch-mode', '--quiet', '--file', list, `-DoutputDirectory=${incoming}`];
  const { exitCode, output } = await runCommand('mvn', [...goal, 'dependency:copy-dependencies'], incoming);
  if (exitCode !== 0) {
    await rm(incoming, { recursive: true, force: true });
    throw new Error(
      `maven did not fetch the JMX exporter: ${output.split('\n').find(line => line.includes('ERROR')) ?? output}`,
    );
  }
  await rename(incoming, directory).catch(() => rm(incoming, { recursive: true, force: true }));
  return jar;
}

import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { provideKafkaJars } from '../../../../src/adapters/local/kafka-jars.ts';
import { findKafkaRelease } from '../../../../src/domain/local/kafka-release.ts';
import { fakeProgram, scratchDirectory } from './scratch-directory.ts';

const release = findKafkaRelease('4.3');
// The program runs in the directory it is to fill.
const fetchesOneJar = '[ "$1" = -version ] || { sleep 0.1; echo jar > kafka.jar; }';

test('fetches the jars once, and again only for another release', async () => {
  const jarCache = await scratchDirectory();
  const source = { jarCache, mavenCommand: await fakeProgram(fetchesOneJar) };
  const told: string[] = [];
  const jars = await provideKafkaJars(release, source, message => told.push(message));
  expect(await readdir(jars)).toEqual(['kafka.jar']);
  await provideKafkaJars(release, { ...source, mavenCommand: '/nowhere/mvn' }, message => told.push(message));
  expect(told).toEqual(['fetching Kafka 4.3.1 by Maven, about 60 MB, once']);
});

test('leaves one whole set of jars where several fetch at once', async () => {
  const jarCache = await scratchDirectory();
  const source = { jarCache, mavenCommand: await fakeProgram(fetchesOneJar) };
  const found = await Promise.all(Array.from({ length: 4 }, () => provideKafkaJars(release, source, () => undefined)));
  expect(new Set(found)).toEqual(new Set([join(jarCache, '4.3.1')]));
  expect(await readdir(jarCache)).toEqual(['4.3.1']);
});

test('fails with the line of Maven that says why, and leaves nothing half fetched', async () => {
  const jarCache = await scratchDirectory();
  await writeFile(join(jarCache, 'other'), '');
  const mavenCommand = await fakeProgram(
    '[ "$1" = -version ] || { echo jar > kafka.jar; echo "[ERROR] Could not resolve host"; echo "[ERROR] help"; exit 1; }',
  );
  await expect(provideKafkaJars(release, { jarCache, mavenCommand }, () => undefined)).rejects.toMatchObject({
    name: 'LocalClusterFailed',
    message: 'maven did not fetch Kafka 4.3.1: Could not resolve host',
    retryable: true,
  });
  expect(await readdir(jarCache)).toEqual(['other']);
});

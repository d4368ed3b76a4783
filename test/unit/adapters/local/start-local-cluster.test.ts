import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimDirectory, layOut, writeState } from '../../../../src/adapters/local/cluster-directory.ts';
import { withDirectoryLock } from '../../../../src/adapters/local/directory-lock.ts';
import { startLocalCluster } from '../../../../src/adapters/local/start-local-cluster.ts';
import { resolveShape } from '../../../../src/domain/local/cluster-shape.ts';
import { planNodes } from '../../../../src/domain/local/local-node.ts';
import { fakeProgram, scratchDirectory } from './scratch-directory.ts';

const java17 = `echo 'openjdk version "17.0.1"' >&2`;

test('refuses a machine without Java, before anything is written', async () => {
  const directory = join(await scratchDirectory(), 'local');
  await expect(startLocalCluster({ directory, javaCommand: '/nowhere/java' })).rejects.toMatchObject({
    name: 'ToolMissing',
    message:
      'kafka 4.3.1 needs Java 17 or later and "/nowhere/java" was not found; install it, or set JAVA_HOME to one that is',
  });
  expect(existsSync(directory)).toBe(false);
});

test('refuses a Java that is too old and says which one it found', async () => {
  const javaCommand = await fakeProgram(`echo 'java version "1.8.0_392"' >&2`);
  await expect(startLocalCluster({ directory: await scratchDirectory(), javaCommand })).rejects.toMatchObject({
    name: 'ToolMissing',
    message: `kafka 4.3.1 needs Java 17 or later and "${javaCommand}" is Java 8; install it, or set JAVA_HOME to one that is`,
  });
});

test('refuses a program called java that is none', async () => {
  const javaCommand = await fakeProgram('exit 3');
  await expect(startLocalCluster({ directory: await scratchDirectory(), javaCommand })).rejects.toMatchObject({
    name: 'ToolMissing',
    message: expect.stringContaining('tells no version') as string,
  });
});

test('refuses a machine without Maven when the jars are not there yet', async () => {
  const request = {
    directory: await scratchDirectory(),
    javaCommand: await fakeProgram(java17),
    mavenCommand: '/nowhere/mvn',
    jarCache: await scratchDirectory(),
  };
  await expect(startLocalCluster(request)).rejects.toMatchObject({
    name: 'ToolMissing',
    message: 'the jars of Kafka 4.3.1 come by Maven and "/nowhere/mvn" was not found; install Maven',
  });
});

test('refuses a disk that is too full', async () => {
  const directory = await scratchDirectory();
  const request = { directory, javaCommand: await fakeProgram(java17), diskBytesNeeded: 2 ** 60 };
  await expect(startLocalCluster(request)).rejects.toMatchObject({
    name: 'DiskFull',
    message: expect.stringMatching(/has \d+ MB free and the cluster needs 1099511627776 MB; make room/) as string,
  });
});

test('refuses a directory with files of somebody else and leaves them alone', async () => {
  const directory = await scratchDirectory();
  await writeFile(join(directory, 'thesis.txt'), 'years of work');
  await expect(startLocalCluster({ directory, javaCommand: await fakeProgram(java17) })).rejects.toMatchObject({
    name: 'InputInvalid',
    message: `directory ${directory} holds other files; give an empty or a new --directory`,
  });
  expect(existsSync(join(directory, 'thesis.txt'))).toBe(true);
});

test('refuses a directory that cannot be made', async () => {
  const file = join(await scratchDirectory(), 'file');
  await writeFile(file, '');
  const directory = join(file, 'local');
  await expect(startLocalCluster({ directory, javaCommand: await fakeProgram(java17) })).rejects.toMatchObject({
    name: 'InputInvalid',
    message: `directory ${directory} cannot be written (ENOTDIR); give another --directory`,
  });
});

test('refuses a port that is taken and names its holder', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const jarCache = await scratchDirectory();
  await writeFile(join(jarCache, '4.3.1'), '');
  try {
    await expect(
      startLocalCluster({
        directory: await scratchDirectory(),
        javaCommand: await fakeProgram(java17),
        jarCache,
        firstPort: port,
      }),
    ).rejects.toMatchObject({
      name: 'PortTaken',
      message: expect.stringMatching(
        new RegExp(
          `^port ${port} is held by (process ${process.pid}|another process); stop it, or ask for another --port$`,
        ),
      ) as string,
    });
  } finally {
    server.close();
  }
});

test('refuses to make another cluster of one that is there, and says what is there', async () => {
  const path = await scratchDirectory();
  const directory = layOut(path);
  await writeState(directory, {
    formatVersion: 1,
    launchId: await claimDirectory(directory),
    clusterId: 'MkU3OEVBNTcwNTJENDM2Qg',
    shape: resolveShape({ brokers: 3, security: 'scram' }),
    heapMegabytes: 256,
    java: { command: 'java', jars: '/jars' },
    nodes: [],
    processes: [],
  });
  await expect(
    startLocalCluster({ directory: path, javaCommand: await fakeProgram(java17), kafkaVersion: '3.9' }),
  ).rejects.toMatchObject({
    name: 'LocalClusterBusy',
    message: `${path} holds 3 secured brokers of Kafka 4.3.1 in KRaft mode and 1 plaintext broker of Kafka 3.9.2 in KRaft mode was asked for; remove the one there with local down --purge, or give another --directory`,
  });
});

test('refuses to move a cluster that is there to another port', async () => {
  const path = await scratchDirectory();
  const directory = layOut(path);
  const shape = resolveShape({});
  await writeState(directory, {
    formatVersion: 1,
    launchId: await claimDirectory(directory),
    clusterId: 'MkU3OEVBNTcwNTJENDM2Qg',
    shape,
    heapMegabytes: 256,
    java: { command: 'java', jars: '/jars' },
    nodes: planNodes(shape, [20_000, 20_001]),
    processes: [],
  });
  await expect(
    startLocalCluster({ directory: path, javaCommand: await fakeProgram(java17), firstPort: 9092 }),
  ).rejects.toMatchObject({
    name: 'LocalClusterBusy',
    message: `${path} holds a cluster on port 20000 and port 9092 was asked for; remove the one there with local down --purge, or give another --directory`,
  });
});

test('refuses to work on a cluster that another start works on', async () => {
  const path = await scratchDirectory();
  const directory = layOut(path);
  await claimDirectory(directory);
  const javaCommand = await fakeProgram(java17);
  await withDirectoryLock(directory, async () => {
    await expect(startLocalCluster({ directory: path, javaCommand })).rejects.toMatchObject({
      name: 'LocalClusterBusy',
      message: `the local cluster in ${path} is being changed by process ${process.pid}; wait until it has ended`,
      retryable: true,
    });
  });
});

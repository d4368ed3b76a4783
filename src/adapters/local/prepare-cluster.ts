import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { brokerSecurity } from '../../domain/local/broker-listeners.ts';
import type { LocalState } from '../../domain/local/local-state.ts';
import type { Properties } from '../../domain/local/node-properties.ts';
import { brokerProperties, renderProperties, zooKeeperProperties } from '../../domain/local/node-properties.ts';
import { writeCertificates } from './certificates.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { nodeFiles, writeOwn } from './cluster-directory.ts';
import type { Credentials } from './credentials.ts';
import { formatStorage } from './format-storage.ts';

/** Writes what every node needs before its first start: settings, certificates, an empty log with its users. */
export async function prepareCluster(
  directory: ClusterDirectory,
  state: LocalState,
  credentials: Credentials,
  extraBrokerProperties: Properties,
): Promise<void> {
  await writeLogging(directory);
  if (state.shape.security === 'scram') await writeCertificates(directory, new Date());
  for (const node of state.nodes) {
    const files = nodeFiles(directory, node.name);
    await mkdir(files.path, { recursive: true, mode: 0o700 });
    const properties =
      node.kind === 'zookeeper'
        ? zooKeeperProperties(node, files.data)
        : {
            ...brokerProperties(state.shape, node, state.nodes, files.data),
            ...(state.shape.security === 'scram' ? securityOf(directory, credentials) : {}),
            ...extraBrokerProperties,
          };
    await writeOwn(files.properties, renderProperties(properties));
  }
  if (state.shape.mode === 'KRaft') await formatStorage(directory, state, credentials);
}

function securityOf(directory: ClusterDirectory, credentials: Credentials): Properties {
  return brokerSecurity(
    { caPath: directory.caCertificate, keyAndCertificatePath: directory.brokerIdentity },
    credentials.internalPassword,
  );
}

async function writeLogging(directory: ClusterDirectory): Promise<void> {
  await writeOwn(
    join(directory.path, 'log4j2.properties'),
    renderProperties({
      'appender.out.type': 'Console',
      'appender.out.name': 'out',
      'appender.out.layout.type': 'PatternLayout',
      'appender.out.layout.pattern': '%d{ISO8601} %p %m (%c{1})%n',
      'rootLogger.level': 'WARN',
      'rootLogger.appenderRef.out.ref': 'out',
      'logger.kafka.name': 'kafka.server',
      'logger.kafka.level': 'INFO',
    }),
  );
  await writeOwn(
    join(directory.path, 'log4j.properties'),
    renderProperties({
      'log4j.rootLogger': 'WARN, out',
      'log4j.appender.out': 'org.apache.log4j.ConsoleAppender',
      'log4j.appender.out.layout': 'org.apache.log4j.PatternLayout',
      'log4j.appender.out.layout.ConversionPattern': '%d{ISO8601} %p %m (%c{1})%n',
    }),
  );
}

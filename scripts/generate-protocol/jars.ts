import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runTool } from './run-tool.ts';

export interface Jars {
  readonly kafkaClients: string;
  readonly classpath: string;
}

/** The jars the generator reads, brought by Maven once and kept in the folder of downloads. */
export const bringJars = (kafkaVersion: string): Jars => {
  const root = join(import.meta.dirname, '../..');
  const folder = join(root, '.cache/protocol', kafkaVersion);
  const kafkaClients = join(folder, `kafka-clients-${kafkaVersion}.jar`);
  if (!existsSync(kafkaClients)) {
    runTool('mvn', [
      '-B',
      '-q',
      '-f',
      join(import.meta.dirname, 'pom.xml'),
      `-Dkafka.version=${kafkaVersion}`,
      `-DoutputDirectory=${folder}`,
      'dependency:copy-dependencies',
    ]);
  }
  const jars = readdirSync(folder).filter(name => name.endsWith('.jar'));
  return { kafkaClients, classpath: jars.map(name => join(folder, name)).join(delimiter) };
};

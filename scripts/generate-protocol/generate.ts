import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiNames, kafkaVersion } from './apis.ts';
import { type Definition, parseDefinition } from './definition.ts';
import { bringJars } from './jars.ts';
import { renderApi } from './render-api.ts';
import { renderErrors } from './render-errors.ts';
import { runTool } from './run-tool.ts';
import { readZip } from './zip.ts';

const header = `// Made by \`npm run generate:protocol\` from Apache Kafka ${kafkaVersion} (Apache License 2.0). Do not edit.\n`;

/** Every generated module: file name → text. The same definitions make the same text. */
export const generateProtocol = (): ReadonlyMap<string, string> => {
  const jars = bringJars(kafkaVersion);
  const files = readZip(readFileSync(jars.kafkaClients));
  const definitionOf = (message: string): Definition => {
    const read = files.get(`common/message/${message}.json`);
    if (read === undefined) throw new Error(`Kafka ${kafkaVersion} defines no message "${message}"`);
    return parseDefinition(read().toString('utf8'));
  };
  const modules = new Map<string, string>();
  for (const name of apiNames) {
    modules.set(
      `${kebabCase(name)}.ts`,
      header + renderApi(name, definitionOf(`${name}Request`), definitionOf(`${name}Response`)),
    );
  }
  const dump = runTool('java', ['-cp', jars.classpath, join(import.meta.dirname, 'DumpErrors.java')]);
  modules.set('error-codes.ts', header + renderErrors(dump));
  return modules;
};

const kebabCase = (name: string): string => name.replaceAll(/(?<!^)[A-Z]/g, letter => `-${letter}`).toLowerCase();

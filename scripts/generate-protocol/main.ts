import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateProtocol } from './generate.ts';

const folder = join(import.meta.dirname, '../../src/adapters/kafka/protocol/generated');
const modules = generateProtocol();
mkdirSync(folder, { recursive: true });
for (const [name, text] of modules) writeFileSync(join(folder, name), text);
for (const name of readdirSync(folder)) if (!modules.has(name)) rmSync(join(folder, name));
console.log(`${modules.size} modules written`);

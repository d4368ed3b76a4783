import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateProtocol } from './generate.ts';

const folder = join(import.meta.dirname, '../../src/adapters/kafka/protocol/generated');
const modules = generateProtocol();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of modules) writeFileSync(join(folder, name), text);
console.log(`${modules.size} modules written`);

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { referencePages } from './pages.ts';

const root = path.join(import.meta.dirname, '..', '..');

for (const { file, render } of referencePages) {
  const target = path.join(root, file);
  const former = await readFile(target, 'utf8').catch(() => '');
  const content = await render(former);
  if (content === former) continue;
  await writeFile(target, content);
  process.stdout.write(`wrote ${file}\n`);
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { referencePages } from '../../../scripts/write-reference/pages.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');

test.each(referencePages.map(page => [page.file, page] as const))(
  '%s is what the code says (npm run docs writes it)',
  async (file, { render }) => {
    const written = await readFile(path.join(root, file), 'utf8');
    expect(await render(written)).toBe(written);
  },
);

import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { storedPrices } from '../../../../src/adapters/prices/stored-prices.ts';
import { scratchDirectory } from '../local/scratch-directory.ts';

describe('stored prices', () => {
  it('are those the product came with until some are saved, then those', async () => {
    const directory = await scratchDirectory();
    const path = join(directory, 'state', 'price-book.json');
    const store = storedPrices(path);
    expect(await store.load()).toEqual({ data: embeddedPrices, savedAt: undefined });
    const changed = { ...embeddedPrices, notes: ['mine'] };
    expect(await store.save(changed)).toBe(path);
    expect(await storedPrices(path).load()).toEqual({ data: changed, savedAt: path });
    expect(await readdir(join(directory, 'state'))).toEqual(['price-book.json']);
  });

  it.each([
    ['half a file', '{"schemaVersion": 1, "curr', 'it holds no price data'],
    ['an older shape', '{"schemaVersion": 0}', 'schemaVersion: is not 1'],
  ])('fail with one line for %s, and leave it', async (_what, text, problem) => {
    const path = join(await scratchDirectory(), 'price-book.json');
    await writeFile(path, text);
    await expect(storedPrices(path).load()).rejects.toMatchObject({
      name: 'ConfigurationInvalid',
      message: expect.stringMatching(`${path} cannot be used: ${problem}; delete it`) as string,
    });
  });
});

import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { storedPrices } from '../../../../src/adapters/prices/stored-prices.ts';
import { definePriceStoreContract } from '../../../contracts/price-store.contract.ts';
import { scratchDirectory } from '../local/scratch-directory.ts';

definePriceStoreContract('the file', async () => {
  const path = join(await scratchDirectory(), 'state', 'price-book.json');
  return { store: storedPrices(path), reopen: () => storedPrices(path) };
});

describe('stored prices', () => {
  it('leave nothing beside their file', async () => {
    const directory = await scratchDirectory();
    await storedPrices(join(directory, 'price-book.json')).save(embeddedPrices);
    expect(await readdir(directory)).toEqual(['price-book.json']);
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

import { describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../src/adapters/prices/embedded-prices.ts';
import type { PriceStore } from '../../src/ports/price-store.ts';

/** What every PriceStore does. `makeStore` gives one nobody has saved in; `reopen` opens the same one anew. */
export function definePriceStoreContract(
  name: string,
  makeStore: () => Promise<{ readonly store: PriceStore; readonly reopen: () => PriceStore }>,
): void {
  const first = { ...embeddedPrices, notes: ['first'] };
  const second = { ...embeddedPrices, notes: ['second'], machines: embeddedPrices.machines.slice(0, 3) };

  describe(`${name} as a price store`, () => {
    it('gives the prices the product came with until some are saved', async () => {
      const { store } = await makeStore();
      expect(await store.load()).toEqual({ data: embeddedPrices, savedAt: undefined });
    });

    it('gives what was saved, and where, as often as it is opened', async () => {
      const { store, reopen } = await makeStore();
      const savedAt = await store.save(first);
      expect(savedAt).not.toBe('');
      expect(await store.load()).toEqual({ data: first, savedAt });
      expect(await reopen().load()).toEqual({ data: first, savedAt });
    });

    it('replaces all of what was saved before', async () => {
      const { store } = await makeStore();
      await store.save(first);
      await store.save(second);
      expect((await store.load()).data).toEqual(second);
    });

    it('keeps no hold on what it was given', async () => {
      const { store } = await makeStore();
      const mine = structuredClone(first) as { notes: string[] } & typeof first;
      await store.save(mine);
      mine.notes[0] = 'changed afterwards';
      expect((await store.load()).data.notes).toEqual(['first']);
    });

    it('is whole after two savings at once', async () => {
      const { store, reopen } = await makeStore();
      await Promise.all([store.save(first), store.save(second)]);
      expect([first, second]).toContainEqual((await reopen().load()).data);
    });
  });
}

import { describe, expect, it } from 'vitest';
import type { LagWindowStore } from '../../src/ports/lag-window-store.ts';

const bytesOf = (...values: number[]) => Uint8Array.from(values);

/** What every LagWindowStore does. `makeStore` gives an empty one each time. */
export function defineLagWindowStoreContract(
  name: string,
  makeStore: () => LagWindowStore | Promise<LagWindowStore>,
): void {
  describe(`${name} as a lag window store`, () => {
    it('has nothing at first', async () => {
      const store = await makeStore();
      expect(await store.load()).toBeUndefined();
    });

    it('gives back the bytes it was given', async () => {
      const store = await makeStore();
      const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) % 256);
      expect(await store.save(bytes, undefined)).toBe('saved');
      expect(Buffer.compare((await store.load())!.bytes, bytes)).toBe(0);
    });

    it('keeps an empty object apart from none', async () => {
      const store = await makeStore();
      await store.save(bytesOf(), undefined);
      expect((await store.load())?.bytes).toHaveLength(0);
    });

    it('replaces the version it is told, and gives the new one another version', async () => {
      const store = await makeStore();
      await store.save(bytesOf(1), undefined);
      const first = (await store.load())!;
      expect(await store.save(bytesOf(2), first.version)).toBe('saved');
      const second = (await store.load())!;
      expect([...second.bytes]).toEqual([2]);
      expect(second.version).not.toBe(first.version);
    });

    it('refuses to replace a version that is gone, and leaves what is stored', async () => {
      const store = await makeStore();
      await store.save(bytesOf(1), undefined);
      const { version } = (await store.load())!;
      await store.save(bytesOf(2), version);
      expect(await store.save(bytesOf(3), version)).toBe('contended');
      expect([...(await store.load())!.bytes]).toEqual([2]);
    });

    it('refuses to create what is there already', async () => {
      const store = await makeStore();
      await store.save(bytesOf(1), undefined);
      expect(await store.save(bytesOf(2), undefined)).toBe('contended');
      expect([...(await store.load())!.bytes]).toEqual([1]);
    });

    it('lets one of two writers win who both saw the same version', async () => {
      const store = await makeStore();
      await store.save(bytesOf(1), undefined);
      const { version } = (await store.load())!;
      const outcomes = await Promise.all([store.save(bytesOf(2), version), store.save(bytesOf(3), version)]);
      expect(outcomes.toSorted()).toEqual(['contended', 'saved']);
      expect([...(await store.load())!.bytes]).toEqual([outcomes[0] === 'saved' ? 2 : 3]);
    });

    it('refuses to replace a version where nothing is stored', async () => {
      const store = await makeStore();
      expect(await store.save(bytesOf(1), '"d41d8cd98f00b204e9800998ecf8427e"')).toBe('contended');
      expect(await store.load()).toBeUndefined();
    });
  });
}

import { inMemoryPriceList, inMemoryPriceStore } from '../../contracts/fakes/in-memory-prices.ts';
import { definePriceListContract } from '../../contracts/price-list.contract.ts';
import { definePriceStoreContract } from '../../contracts/price-store.contract.ts';

definePriceListContract('the list in memory', inMemoryPriceList);
definePriceStoreContract('the store in memory', async () => {
  const store = inMemoryPriceStore();
  return { store, reopen: () => store };
});

import { inMemoryLagWindowStore } from '../../contracts/fakes/in-memory-lag-window-store.ts';
import { defineLagWindowStoreContract } from '../../contracts/lag-window-store.contract.ts';

defineLagWindowStoreContract('the in-memory store', () => inMemoryLagWindowStore());

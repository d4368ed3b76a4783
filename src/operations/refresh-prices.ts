import { checkRegion } from '../domain/cost/check-region.ts';
import type { PriceData } from '../domain/cost/price-data.ts';
import { compareOffer, isGone, type RegionChanges, type RegionOffer, withOffer } from '../domain/cost/price-refresh.ts';
import { OperationError } from '../domain/errors.ts';
import type { PriceList } from '../ports/price-list.ts';
import type { PriceStore } from '../ports/price-store.ts';

export interface RefreshRequest {
  /** Empty: every region there are prices of. */
  readonly regions: readonly string[];
  readonly apply: boolean;
  /** Whether prices that are gone may go. */
  readonly acceptMissing: boolean;
}

export interface RefreshWorld {
  readonly priceList: PriceList;
  readonly store: PriceStore;
  readonly onRegion: (done: number, total: number) => void;
}

export interface UnreadRegion {
  readonly region: string;
  readonly error: { readonly name: string; readonly message: string };
}

export interface RefreshReport {
  /** `refused`: a price is gone, and nothing was written. `failed`: no region could be read. */
  readonly outcome: 'planned' | 'written' | 'refused' | 'failed';
  readonly regions: readonly RegionChanges[];
  /** They keep the prices they have. */
  readonly unread: readonly UnreadRegion[];
  readonly writtenTo?: string;
}

const regionsAtOnce = 4;

/** Reads the MSK prices of regions anew and tells what differs; writes them where that is asked for and nothing is lost. */
export async function refreshPrices(request: RefreshRequest, world: RefreshWorld): Promise<RefreshReport> {
  const { data } = await world.store.load();
  const wanted = request.regions.length === 0 ? Object.keys(data.regions) : [...new Set(request.regions)];
  for (const region of wanted) checkRegion(region, Object.keys(data.regions));
  const { offers, unread } = await readOffers(wanted, world);
  const report = { regions: offers.map(offer => compareOffer(data, offer)), unread };
  if (offers.length === 0) return { ...report, outcome: 'failed' };
  const loses = report.regions.some(({ changes }) => changes.some(isGone));
  if (loses && !request.acceptMissing) return { ...report, outcome: 'refused' };
  if (!request.apply) return { ...report, outcome: 'planned' };
  return {
    ...report,
    outcome: 'written',
    writtenTo: await world.store.save(withoutUnusedSources(offers.reduce(withOffer, data))),
  };
}

async function readOffers(regions: readonly string[], { priceList, onRegion }: RefreshWorld) {
  const offers: RegionOffer[] = [];
  const unread: UnreadRegion[] = [];
  for (let at = 0; at < regions.length; at += regionsAtOnce) {
    const some = regions.slice(at, at + regionsAtOnce);
    const outcomes = await Promise.allSettled(some.map(async region => await priceList.readOffer(region)));
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') offers.push(outcome.value);
      else unread.push(unreadOf(some[index]!, outcome.reason));
    }
    onRegion(at + some.length, regions.length);
  }
  return { offers, unread };
}

function unreadOf(region: string, reason: unknown): UnreadRegion {
  if (!(reason instanceof OperationError)) throw reason;
  return { region, error: { name: reason.name, message: reason.message } };
}

/** Lists that were replaced would pile up with every refresh. Those the product came with stay: notes speak of them. */
function withoutUnusedSources(data: PriceData): PriceData {
  const used = new Set(Object.values(data.regions).flatMap(({ prices }) => Object.keys(prices)));
  const kept = Object.entries(data.sources).filter(([id]) => used.has(id) || !id.startsWith('price-list-'));
  return { ...data, sources: Object.fromEntries(kept) };
}

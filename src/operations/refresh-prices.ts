import { checkRegion } from '../domain/cost/check-region.ts';
import type { PriceData } from '../domain/cost/price-data.ts';
import {
  compareOffer,
  isGone,
  isLeap,
  type OfferChanges,
  type RegionOffer,
  withOffer,
} from '../domain/cost/price-refresh.ts';
import type { PriceService } from '../domain/cost/price-service.ts';
import { OperationError } from '../domain/errors.ts';
import type { PriceList } from '../ports/price-list.ts';
import type { PriceStore } from '../ports/price-store.ts';

export interface RefreshRequest {
  /** Empty: every region there are prices of. */
  readonly regions: readonly string[];
  readonly services: readonly PriceService[];
  readonly apply: boolean;
  /** Whether prices that are gone may go. */
  readonly acceptMissing: boolean;
  /** Whether prices may be ten times what they were, or a tenth. */
  readonly acceptLeaps: boolean;
}

export interface RefreshWorld {
  readonly priceList: PriceList;
  readonly store: PriceStore;
  readonly onList: (done: number, total: number) => void;
}

/** The list of one service in one region. */
interface ListName {
  readonly service: PriceService;
  readonly region: string;
}

export interface UnreadList extends ListName {
  readonly error: { readonly name: string; readonly message: string };
}

export interface RefreshReport {
  /** `refused`: a price is gone or has leapt, and nothing was written. `failed`: no list could be read. */
  readonly outcome: 'planned' | 'written' | 'refused' | 'failed';
  readonly lists: readonly OfferChanges[];
  /** What is in them keeps the prices it has. */
  readonly unread: readonly UnreadList[];
  readonly writtenTo?: string;
}

const listsAtOnce = 4;

/** Reads price lists anew, service by service and region by region, and tells what differs; writes them where that is asked for and nothing is lost. */
export async function refreshPrices(request: RefreshRequest, world: RefreshWorld): Promise<RefreshReport> {
  const { data } = await world.store.load();
  const wanted = request.regions.length === 0 ? Object.keys(data.regions) : [...new Set(request.regions)];
  for (const region of wanted) checkRegion(region, Object.keys(data.regions));
  const types = data.machines.map(({ type }) => type);
  const lists = wanted.flatMap(region => request.services.map(service => ({ service, region })));
  const { offers, unread } = await readOffers(lists, types, world);
  const report = { lists: offers.map(offer => compareOffer(data, offer)), unread };
  if (offers.length === 0) return { ...report, outcome: 'failed' };
  const changes = report.lists.flatMap(list => list.changes);
  const isRefused = (!request.acceptMissing && changes.some(isGone)) || (!request.acceptLeaps && changes.some(isLeap));
  if (isRefused) return { ...report, outcome: 'refused' };
  if (!request.apply) return { ...report, outcome: 'planned' };
  return {
    ...report,
    outcome: 'written',
    writtenTo: await world.store.save(withoutUnusedSources(offers.reduce(withOffer, data))),
  };
}

async function readOffers(
  lists: readonly ListName[],
  types: readonly string[],
  { priceList, onList }: RefreshWorld,
): Promise<{ readonly offers: readonly RegionOffer[]; readonly unread: readonly UnreadList[] }> {
  const offers: RegionOffer[] = [];
  const unread: UnreadList[] = [];
  for (let at = 0; at < lists.length; at += listsAtOnce) {
    const some = lists.slice(at, at + listsAtOnce);
    const outcomes = await Promise.allSettled(
      some.map(async ({ service, region }) => await priceList.readOffer(service, region, types)),
    );
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') offers.push(outcome.value);
      else unread.push(unreadOf(some[index]!, outcome.reason));
    }
    onList(at + some.length, lists.length);
  }
  return { offers, unread };
}

function unreadOf(list: ListName, reason: unknown): UnreadList {
  if (!(reason instanceof OperationError)) throw reason;
  return { ...list, error: { name: reason.name, message: reason.message } };
}

/** Lists that were replaced would pile up with every refresh. Those the product came with stay: notes speak of them. */
function withoutUnusedSources(data: PriceData): PriceData {
  const used = new Set(Object.values(data.regions).flatMap(({ prices }) => Object.keys(prices)));
  const kept = Object.entries(data.sources).filter(([id]) => used.has(id) || !id.startsWith('price-list-'));
  return { ...data, sources: Object.fromEntries(kept) };
}

import * as z from 'zod/mini';
import type { RegionOffer } from '../../domain/cost/price-refresh.ts';
import { collectOffer, type OfferQuestion, unusable } from './collect-offer.ts';
import { offerCodes } from './price-row.ts';
import { priceProduct, priceTerms, productRows } from './product-rows.ts';

/** The parts of a bulk offer file that matter: products, and their terms in a map beside them. */
const offerFile = z.object({
  offerCode: z.string(),
  version: z.string(),
  publicationDate: z.string(),
  products: z.record(z.string(), priceProduct),
  terms: z.object({ OnDemand: z.record(z.string(), priceTerms) }),
});

/** Reads the offer of one service in one region from its file in JSON. Commitments are in lists that are read as CSV. */
export function readOfferFile(document: unknown, question: OfferQuestion): RegionOffer {
  const code = offerCodes[question.service];
  const { data, error } = offerFile.safeParse(document);
  if (error !== undefined || data.offerCode !== code) {
    const place = error === undefined ? 'offerCode' : error.issues[0]?.path.map(String).join('.') || 'no object';
    throw unusable(question.where, `it is no price list of ${code} (${place})`);
  }
  const collector = collectOffer(question);
  for (const [sku, product] of Object.entries(data.products)) {
    for (const row of productRows(product, 'OnDemand', data.terms.OnDemand[sku] ?? {})) collector.add(row);
  }
  return collector.finish({ version: data.version, publishedAt: data.publicationDate });
}

import { readFile } from 'node:fs/promises';
import { OperationError } from '../../domain/errors.ts';
import type { PriceStore } from '../../ports/price-store.ts';
import { replaceDurably, unlessMissing } from '../local/durable-file.ts';
import { checkPrices } from './check-prices.ts';
import { embeddedPrices } from './embedded-prices.ts';
import { priceDataText } from './price-data-text.ts';

/** A file of a person's own, once prices were refreshed; until then what the product came with. */
export function storedPrices(path: string): PriceStore {
  return {
    async load() {
      const text = await unlessMissing(path, readFile(path, 'utf8'));
      if (text === undefined) return { data: embeddedPrices, savedAt: undefined };
      const checked = checkPrices(jsonOf(text));
      if (checked.kind === 'usable') return { data: checked.data, savedAt: path };
      const advice =
        'delete it, which brings back the prices that came with this program, or name another in KAFKA_STEWARD_PRICES';
      throw new OperationError(
        'ConfigurationInvalid',
        `the price file ${path} cannot be used: ${checked.problem}; ${advice}`,
      );
    },
    async save(data) {
      await replaceDurably(path, priceDataText(data));
      return path;
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

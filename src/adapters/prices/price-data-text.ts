import type { PriceData } from '../../domain/cost/price-data.ts';

/** Price data as they are kept: JSON in which a source, a machine and a meter are one line each, for diffs people can read. */
export function priceDataText({ regions, machines, sources, ...rest }: PriceData): string {
  const parts = [
    ...Object.entries(rest).map(([name, value]) => [name, JSON.stringify(value, null, 1)] as const),
    ['sources', block(lines(sources), 1)] as const,
    ['machines', `[\n${machines.map(machine => ` ${JSON.stringify(machine)}`).join(',\n')}\n]`] as const,
    [
      'regions',
      block(
        Object.entries(regions).map(([region, listed]) => [region, regionText(listed)]),
        1,
      ),
    ] as const,
  ];
  return `${block(parts, 0)}\n`;
}

type Part = readonly [string, string];

function regionText({ prices, ...rest }: PriceData['regions'][string]): string {
  const bySource = Object.entries(prices).map(([sourceId, listed]): Part => [sourceId, block(lines(listed), 4)]);
  return block([...lines(rest), ['prices', block(bySource, 3)]], 2);
}

const lines = (values: object): Part[] => Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]);

function block(parts: readonly Part[], depth: number): string {
  const margin = ' '.repeat(depth);
  const inner = parts.map(([name, text]) => `${margin} ${JSON.stringify(name)}: ${text}`);
  return `{\n${inner.join(',\n')}\n${margin}}`;
}

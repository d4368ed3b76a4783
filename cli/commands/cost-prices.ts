import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { toTexts } from '../flag-values.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

interface CostPricesFlags {
  readonly region?: readonly string[];
  readonly json?: boolean;
}

/** Gives back the command, for the verbs below it. */
export function addCostPrices(cost: Command, cli: Cli): Command {
  return cost
    .command('prices')
    .description('the prices that estimates rest on: how old, from where, and what is missing')
    .option('-r, --region <name>', 'every price of this region, repeatable', toTexts)
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: CostPricesFlags) => showPrices(cli, flags));
}

const examples = `
Prices come with the program. What refresh wrote takes their place: ~/.local/state/kafka-steward/price-book.json, or the
file KAFKA_STEWARD_PRICES names.

Examples:
  kafka-steward cost prices
  kafka-steward cost prices --region eu-west-1
  kafka-steward cost prices refresh --region eu-west-1 --apply`;

async function showPrices({ shell, world }: Cli, { region: regions = [], json }: CostPricesFlags): Promise<void> {
  const [{ overviewOf, pricesOf }, { checkRegion }, store] = await Promise.all([
    import('../../src/domain/cost/price-overview.ts'),
    import('../../src/domain/cost/check-region.ts'),
    world.openPrices(shell),
  ]);
  const { data, savedAt } = await store.load();
  for (const region of regions) checkRegion(region, Object.keys(data.regions));
  const overview = overviewOf(data);
  const shown =
    regions.length === 0 ? overview.regions : overview.regions.filter(each => regions.includes(each.region));
  const detailed = shown.map(each => (regions.length === 0 ? each : { ...each, list: pricesOf(data, each.region) }));
  if (json === true) {
    writeJson(shell, { ...overview, savedAt: savedAt ?? null, regions: detailed });
    return;
  }
  const { renderPrices } = await import('../render/cost-prices.ts');
  shell.stdout.write(renderPrices({ ...overview, savedAt, regions: detailed }, pageOf(shell.stdout)));
}

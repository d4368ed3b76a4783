import type { Command } from 'commander';
import type { RefreshReport } from '../../src/operations/refresh-prices.ts';
import type { Cli } from '../cli.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { toTexts } from '../flag-values.ts';
import { startProgress } from '../progress.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

interface CostPricesRefreshFlags {
  readonly region?: readonly string[];
  readonly apply?: boolean;
  readonly acceptMissing?: boolean;
  readonly json?: boolean;
}

export function addCostPricesRefresh(prices: Command, cli: Cli): void {
  prices
    .command('refresh')
    .description('what differs in the AWS Price List of today; with --apply these prices are used from then on')
    .option('-r, --region <name>', 'only this region, repeatable (default: all there are prices of)', toTexts)
    .option('--apply', 'use the new prices; without it nothing is written')
    .option('--accept-missing', 'also where a price there was is gone')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: CostPricesRefreshFlags, command: Command) =>
      // The noun above has --region and --json of its own, which commander would keep for itself.
      refresh(cli, { ...command.optsWithGlobals(), ...flags }),
    );
}

const examples = `
Reads the bulk files of AWS, which need no credentials: MSK prices, one file of 150 KB a region. Those of EC2 and EBS stay
as they came with the program. Each file is checked (region, units, one price for each usage type) before it is used; a
price that is gone is refused without --accept-missing, one that moved by more than 30 % is marked. KAFKA_STEWARD_PRICE_LIST
is the address of a mirror, in place of https://pricing.us-east-1.amazonaws.com.

Exit codes: 0 read, or written with --apply; 1 nothing could be read; 3 a price is gone and nothing was written; 5 written,
but some regions could not be read.

Examples:
  kafka-steward cost prices refresh
  kafka-steward cost prices refresh --region eu-west-1 --apply`;

async function refresh(cli: Cli, { region = [], apply, acceptMissing, json }: CostPricesRefreshFlags): Promise<void> {
  const { shell, world } = cli;
  const [{ refreshPrices }, store, priceList] = await Promise.all([
    import('../../src/operations/refresh-prices.ts'),
    world.openPrices(shell),
    world.openPriceList(shell),
  ]);
  const request = { regions: region, apply: apply === true, acceptMissing: acceptMissing === true };
  let progress: ReturnType<typeof startProgress> | undefined;
  const report = await refreshPrices(request, {
    store,
    priceList,
    onRegion: (done, total) => {
      progress ??= startProgress(shell, 'reading prices', total);
      progress.advance(done);
    },
  }).finally(() => progress?.end());
  if (json === true) {
    writeJson(shell, report);
  } else {
    const { renderRefresh } = await import('../render/cost-refresh.ts');
    shell.stdout.write(renderRefresh(report, pageOf(shell.stdout)));
  }
  cli.finish(exitCodeOf(report));
}

function exitCodeOf({ outcome, unread }: RefreshReport): ExitCode {
  if (outcome === 'failed') return exitCodes.unexpected;
  if (outcome === 'refused') return exitCodes.refused;
  return outcome === 'written' && unread.length > 0 ? exitCodes.partlyApplied : exitCodes.done;
}

import { type Command, Option } from 'commander';
import { type PriceService, priceServices } from '../../src/domain/cost/price-service.ts';
import type { RefreshReport } from '../../src/operations/refresh-prices.ts';
import type { Cli } from '../cli.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { toChoices, toTexts } from '../flag-values.ts';
import { startProgress } from '../progress.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';
import type { PriceListSource } from '../world.ts';

interface CostPricesRefreshFlags {
  readonly region?: readonly string[];
  readonly service?: readonly PriceService[];
  readonly from: PriceListSource;
  readonly apply?: boolean;
  readonly acceptMissing?: boolean;
  readonly acceptLeaps?: boolean;
  readonly json?: boolean;
}

export function addCostPricesRefresh(prices: Command, cli: Cli): void {
  prices
    .command('refresh')
    .description('what differs in the AWS Price List of today; with --apply these prices are used from then on')
    .option('-r, --region <name>', 'only this region, repeatable (default: all there are prices of)', toTexts)
    .option(
      '-s, --service <name>',
      `only this service, repeatable: ${priceServices.join(', ')} (default: all; ec2 only of regions that are named)`,
      toChoices(priceServices),
    )
    .addOption(
      new Option('--from <source>', 'bulk: files, without credentials; api: GetProducts, with credentials')
        .choices(['bulk', 'api'] satisfies PriceListSource[])
        .default('bulk'),
    )
    .option('--apply', 'use the new prices; without it nothing is written')
    .option('--accept-missing', 'also where a price there was is gone')
    .option('--accept-leaps', 'also where a price is ten times what it was, or a tenth')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: CostPricesRefreshFlags, command: Command) =>
      // The noun above has --region and --json of its own, which commander would keep for itself.
      refresh(cli, { ...command.optsWithGlobals(), ...flags }),
    );
}

const examples = `
Reads the list of each service in each region: brokers of MSK, machines and disks of EC2 (on demand and reserved for 1 and 3
years), traffic between zones, CloudWatch, KMS, load balancers.
--from bulk reads files. Those of EC2 have 250 MB and more a region and are read line by line; a connection that breaks is
gone on with. KAFKA_STEWARD_PRICE_LIST is the address of a mirror, in place of https://pricing.us-east-1.amazonaws.com.
--from api asks GetProducts in us-east-1, eu-central-1 or ap-south-1, whichever is near AWS_REGION, with credentials that
allow pricing:GetProducts.
Each list is checked (service, region, units, currency, one price for each meter) before it is used; a price that is gone is
refused without --accept-missing, one that is ten times what it was, or a tenth, without --accept-leaps; one that moved by more
than 30 % is marked.

Exit codes: 0 read, or written with --apply; 1 nothing could be read; 3 a price is gone or has leapt and nothing was written;
5 written, but some lists could not be read.

Examples:
  kafka-steward cost prices refresh
  kafka-steward cost prices refresh --region eu-west-1 --apply
  kafka-steward cost prices refresh --service ec2 --from api --region ap-southeast-3`;

async function refresh(cli: Cli, flags: CostPricesRefreshFlags): Promise<void> {
  const { shell, world } = cli;
  const { region: regions = [], from, json } = flags;
  const [{ refreshPrices }, store, priceList] = await Promise.all([
    import('../../src/operations/refresh-prices.ts'),
    world.openPrices(shell),
    world.openPriceList(shell, from),
  ]);
  const services = flags.service ?? (regions.length > 0 ? priceServices : priceServices.filter(name => name !== 'ec2'));
  const request = {
    regions,
    services,
    apply: flags.apply === true,
    acceptMissing: flags.acceptMissing === true,
    acceptLeaps: flags.acceptLeaps === true,
  };
  let progress: ReturnType<typeof startProgress> | undefined;
  const report = await refreshPrices(request, {
    store,
    priceList,
    onList: (done, total) => {
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

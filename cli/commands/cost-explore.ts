import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { addWorkloadFlags, flagOf, type WorkloadFlags } from '../cost-flags.ts';
import { toSafeText } from '../render/safe-text.ts';

interface CostExploreFlags extends WorkloadFlags {
  readonly html: string;
}

export function addCostExplore(cost: Command, cli: Cli): void {
  addWorkloadFlags(cost.command('explore'))
    .description('one HTML file in which the workload can be turned: bars, break-even curves, every bill to the line')
    .option('-o, --html <file>', 'where to write it; a file that is there is replaced', 'kafka-cost.html')
    .addHelpText('after', examples)
    .action((flags: CostExploreFlags) => explore(cli, flags));
}

const examples = `
The file holds the model and the prices of every region. It loads nothing from anywhere, works on a phone, light or dark,
and its address carries the inputs. Without flags it starts with an example. --out is a rate, as in cost compare; where it
ends in .html it names the file.

Examples:
  kafka-steward cost explore
  kafka-steward cost explore --measure --cluster local --region us-east-1
  kafka-steward cost explore --region eu-west-1 --in 50MB/s --fan-out 3 --retention 3d --partitions 1000 -o orders.html`;

/** What the page starts with where nobody says. */
const example = { region: 'us-east-1', in: '50MB/s', retention: '3d', partitions: '1000' };

async function explore(cli: Cli, given: CostExploreFlags): Promise<void> {
  const { shell, world } = cli;
  const { html, ...flags } = withFileAsOut(given);
  const [{ prepareFile }, { askedRequest }, { readRequest }, { priceBookOf }, store] = await Promise.all([
    import('../prepare-file.ts'),
    import('../asked-request.ts'),
    import('../../src/domain/cost/read-request.ts'),
    import('../../src/domain/cost/price-data.ts'),
    world.openPrices(shell),
  ]);
  const file = await prepareFile(shell.cwd, html);
  const { data } = await store.load();
  const book = priceBookOf(data);
  const { request, measured } = await askedRequest(cli, flags, book, example);
  // What is wrong is told by the names of flags, before the page would tell it by those of its fields.
  readRequest(request, book, flagOf);
  for (const note of measured?.notes ?? []) shell.stderr.write(`note: ${toSafeText(note)}\n`);
  const [{ renderCostPage }, { costPageAssets }] = await Promise.all([
    import('../report/cost/cost-page.ts'),
    import('../report/cost/page-assets.ts'),
  ]);
  await file.write(renderCostPage(request, data, costPageAssets));
  shell.stderr.write(`wrote ${file.path}\n`);
}

/** Other commands write their file to --out, so that is what people type. */
function withFileAsOut({ out, ...flags }: CostExploreFlags): CostExploreFlags {
  if (out === undefined) return flags;
  return /\.html?$/i.test(out) ? { ...flags, html: out } : { ...flags, out };
}

import { type Command, Option } from 'commander';
import type { OptionKind } from '../../src/domain/cost/sizing.ts';
import { optionKinds } from '../../src/domain/cost/sizing.ts';
import { OperationError } from '../../src/domain/errors.ts';
import type { MeasuredWorkload } from '../../src/domain/workload/measured-workload.ts';
import type { CostReport } from '../../src/operations/estimate-cost.ts';
import type { Cli } from '../cli.ts';
import { addWorkloadFlags, flagOf, type WorkloadFlags } from '../cost-flags.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

interface CostCompareFlags extends WorkloadFlags {
  readonly bill?: OptionKind;
  readonly json?: boolean;
}

export function addCostCompare(cost: Command, cli: Cli): void {
  addWorkloadFlags(cost.command('compare'))
    .description(
      'a workload on MSK Standard, Express, Serverless and on EC2: sized, billed to the line, and what would change the answer',
    )
    .addOption(
      new Option('--bill <option>', 'every line of this bill, with its formula, price, source and day').choices(
        optionKinds,
      ),
    )
    .option('--json', 'print one JSON document, all bills in it')
    .addHelpText('after', examples)
    .action((flags: CostCompareFlags) => compare(cli, flags));
}

const examples = `
List prices in USD, without discounts, free tiers and taxes; cost prices tells how old they are. People are beside the
totals unless --people-in-totals. A line without a price is marked, and its total cannot be the cheapest.

Examples:
  kafka-steward cost compare --region us-east-1 --in 50MB/s --fan-out 3 --retention 3d --partitions 1000
  kafka-steward cost compare --measure --cluster local --region us-east-1 --peak-in 20MB/s
  kafka-steward cost compare --workload orders.yaml --commitment 3-year --bill ec2
  kafka-steward cost compare --workload orders.yaml --option msk-standard --type kafka.m5.2xlarge --brokers 9 --disk 1TiB
  kafka-steward cost compare --workload orders.yaml --model aws --option msk-standard --option msk-express --json`;

async function compare(cli: Cli, flags: CostCompareFlags): Promise<void> {
  const { bill, json } = flags;
  const { report, measured } = await estimateOf(cli, flags);
  if (json === true) {
    writeJson(cli.shell, measured === undefined ? report : { ...report, measured });
    return;
  }
  const page = pageOf(cli.shell.stdout);
  if (bill === undefined) {
    const [{ renderComparison }, { renderMeasured }] = await Promise.all([
      import('../render/cost-comparison.ts'),
      import('../render/measured-workload.ts'),
    ]);
    cli.shell.stdout.write(renderComparison(report, page));
    if (measured !== undefined) cli.shell.stdout.write(`\n${renderMeasured(measured, page)}`);
    return;
  }
  const chosen = report.comparison.options.find(({ option }) => option === bill);
  if (chosen === undefined) {
    throw new OperationError('InputInvalid', `--bill ${bill} is not among the options; add --option ${bill}`);
  }
  const { renderBill } = await import('../render/cost-bill.ts');
  cli.shell.stdout.write(renderBill(chosen, report, page));
}

async function estimateOf(
  cli: Cli,
  flags: CostCompareFlags,
): Promise<{ readonly report: CostReport; readonly measured: MeasuredWorkload | undefined }> {
  const [{ estimateCost }, { askedRequest }, { priceBookOf }, store] = await Promise.all([
    import('../../src/operations/estimate-cost.ts'),
    import('../asked-request.ts'),
    import('../../src/domain/cost/price-data.ts'),
    cli.world.openPrices(cli.shell),
  ]);
  const book = priceBookOf((await store.load()).data);
  const { request, measured } = await askedRequest(cli, flags, book);
  return { report: estimateCost(request, book, flagOf), measured };
}

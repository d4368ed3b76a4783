import { type Command, Option } from 'commander';
import type { Cli } from '../cli.ts';
import { measureCluster } from '../measure-cluster.ts';
import { addMeasureFlags, type MeasureFlags } from '../measure-flags.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

interface CostMeasureFlags extends MeasureFlags {
  readonly region?: string;
  readonly recordSize?: string;
  readonly json?: boolean;
  readonly yaml?: boolean;
}

export function addCostMeasure(cost: Command, cli: Cli): void {
  addMeasureFlags(cost.command('measure'))
    .description('the workload that a cluster carries, as cost compare takes it; it only reads')
    .option('-r, --region <name>', 'to price it in (default: that of the ARN)')
    .option('--record-size <bytes>', 'of an average record, where brokers do not tell the sizes of logs')
    .addOption(new Option('--yaml', 'print a file that --workload takes').conflicts('json'))
    .option('--json', 'print one JSON document, which --workload takes too')
    .addHelpText('after', examples)
    .action((flags: CostMeasureFlags) => measure(cli, flags));
}

const examples = `
On the brokers: what is written is how logs grow, what is read is how far groups commit, retention is what the settings of
topics let them keep. It takes Describe on the cluster, Describe and DescribeConfigs on topics, Describe on groups; what a
login may not see is named. A minute shows no peak of a week.

By CloudWatch, five minutes at a time. It takes kafka:DescribeClusterV2, cloudwatch:ListMetrics, cloudwatch:GetMetricData;
AWS charges for each metric that is read, some cents.

Examples:
  kafka-steward cost measure --cluster local --measure-for 20s
  kafka-steward cost measure -b broker:9092 --region eu-west-1 --yaml > orders.yaml
  kafka-steward cost compare --workload orders.yaml --peak-in 90MB/s
  kafka-steward cost measure --from-metrics 7d \\
    --cluster arn:aws:kafka:eu-west-1:123456789012:cluster/orders/11111111-2222-3333-4444-555555555555-1`;

async function measure(cli: Cli, { region, json, yaml, ...flags }: CostMeasureFlags): Promise<void> {
  const found = await measureCluster(cli, flags);
  const measured = region === undefined ? found : { ...found, workload: { ...found.workload, region } };
  const { stdout } = cli.shell;
  if (json === true) {
    writeJson(cli.shell, measured);
    return;
  }
  const { renderMeasured, renderMeasuredYaml } = await import('../render/measured-workload.ts');
  stdout.write(yaml === true ? renderMeasuredYaml(measured) : renderMeasured(measured, pageOf(stdout)));
}

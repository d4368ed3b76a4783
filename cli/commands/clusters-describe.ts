import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';
import { withCluster } from '../with-cluster.ts';

interface ClustersDescribeFlags extends ConnectionFlags {
  readonly json?: boolean;
}

export function addClustersDescribe(clusters: Command, cli: Cli): void {
  addConnectionFlags(clusters.command('describe'))
    .description('what a cluster is and what it allows: brokers, racks, features')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: ClustersDescribeFlags) => describeCluster(cli, flags));
}

const examples = `
Examples:
  kafka-steward clusters describe --cluster local
  kafka-steward clusters describe -b broker:9093 --command-config client.properties`;

async function describeCluster(cli: Cli, flags: ClustersDescribeFlags): Promise<void> {
  const cluster = await withCluster(cli, flags, open => open.describeCluster());
  if (flags.json === true) {
    writeJson(cli.shell, cluster);
  } else {
    const { renderCluster } = await import('../render/clusters.ts');
    cli.shell.stdout.write(renderCluster(cluster, pageOf(cli.shell.stdout)));
  }
}

import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { writeJson } from '../render/json.ts';
import { toSafeText } from '../render/safe-text.ts';
import { withCluster } from '../with-cluster.ts';

interface OffsetsExportFlags extends ConnectionFlags {
  readonly group: string;
  readonly json?: boolean;
}

export function addOffsetsExport(offsets: Command, cli: Cli): void {
  addConnectionFlags(offsets.command('export'))
    .description("what a group has committed, as Kafka's CSV or as JSON with metadata and leader epochs")
    .requiredOption('-g, --group <name>', 'the group')
    .option('--json', 'print one JSON document, which restores metadata too')
    .addHelpText('after', examples)
    .action((flags: OffsetsExportFlags) => exportOffsets(cli, flags));
}

const examples = `
Examples:
  kafka-steward offsets export --cluster local -g billing > billing.csv
  kafka-steward offsets export -b broker:9092 -g billing --json > billing.json
  kafka-steward offsets plan -b broker:9092 -g billing --from-file billing.json`;

async function exportOffsets(cli: Cli, { group, ...flags }: OffsetsExportFlags): Promise<void> {
  const { exportGroupOffsets } = await import('../../src/operations/offset-export.ts');
  const { toOffsetCsv } = await import('../../src/domain/offsets/offset-file.ts');
  const { document, notes } = await withCluster(cli, flags, cluster =>
    exportGroupOffsets(group, { offsets: cluster.offsets, groups: cluster }),
  );
  for (const note of notes) cli.shell.stderr.write(`note: ${toSafeText(note)}\n`);
  if (flags.json === true) writeJson(cli.shell, document);
  else cli.shell.stdout.write(toOffsetCsv(document));
}

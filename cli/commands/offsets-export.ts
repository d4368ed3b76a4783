import type { Command } from 'commander';
import type { OffsetExport } from '../../src/operations/offset-export.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { toTexts } from '../flag-values.ts';
import { writeJson } from '../render/json.ts';
import { toSafeText } from '../render/safe-text.ts';
import { withCluster } from '../with-cluster.ts';

interface OffsetsExportFlags extends ConnectionFlags {
  readonly group: readonly string[];
  readonly json?: boolean;
}

export function addOffsetsExport(offsets: Command, cli: Cli): void {
  addConnectionFlags(offsets.command('export'))
    .description("what groups have committed, as Kafka's CSV or as JSON with metadata and leader epochs")
    .requiredOption('-g, --group <name>', 'the group; repeatable, billing-* for all that fit', toTexts)
    .option('--json', 'print one JSON document, which restores metadata too')
    .addHelpText('after', examples)
    .action((flags: OffsetsExportFlags) => exportOffsets(cli, flags));
}

const examples = `
Several groups make CSV of four columns, the group first, as Kafka's own tool writes and reads it.

Examples:
  kafka-steward offsets export --cluster local -g billing > billing.csv
  kafka-steward offsets export -b broker:9092 -g billing --json > billing.json
  kafka-steward offsets export -b broker:9092 -g billing -g 'audit-*' > several.csv
  kafka-steward offsets plan -b broker:9092 -g billing --from-file billing.json`;

async function exportOffsets(cli: Cli, { group: asked, ...flags }: OffsetsExportFlags): Promise<void> {
  const [{ exportGroupOffsets }, { toGroupedOffsetCsv, toOffsetCsv }, { chooseGroups, isGroupPattern }] =
    await Promise.all([
      import('../../src/operations/offset-export.ts'),
      import('../../src/domain/offsets/offset-file.ts'),
      import('../../src/operations/choose-groups.ts'),
    ]);
  const exports = await withCluster(cli, flags, async cluster => {
    const told: OffsetExport[] = [];
    for (const group of await chooseGroups(asked, cluster)) {
      told.push(await exportGroupOffsets(group, { offsets: cluster.offsets, groups: cluster }));
    }
    return told;
  });
  const documents = exports.map(({ document }) => document);
  const [only] = asked.length === 1 && !asked.some(isGroupPattern) ? documents : [];
  for (const note of exports.flatMap(({ notes }) => notes)) cli.shell.stderr.write(`note: ${toSafeText(note)}\n`);
  if (flags.json === true) writeJson(cli.shell, only ?? { groups: documents });
  else cli.shell.stdout.write(only === undefined ? toGroupedOffsetCsv(documents) : toOffsetCsv(only));
}

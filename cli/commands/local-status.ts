import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { addLocalFlags, type LocalFlags, toLocalDirectory } from '../local-flags.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

export function addLocalStatus(local: Command, cli: Cli): void {
  addLocalFlags(local.command('status'))
    .description('which nodes of the local cluster run, and how to reach them')
    .action((flags: LocalFlags) => showStatus(cli, flags));
}

async function showStatus({ shell }: Cli, flags: LocalFlags): Promise<void> {
  const { readLocalStatus } = await import('../../src/adapters/local/read-local-status.ts');
  const status = await readLocalStatus(toLocalDirectory(flags, shell));
  if (flags.json === true) {
    writeJson(shell, status);
  } else {
    const { renderLocalStatus } = await import('../render/local.ts');
    shell.stdout.write(renderLocalStatus(status, pageOf(shell.stdout)));
  }
}

import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { addLocalFlags, type LocalFlags, toLocalDirectory } from '../local-flags.ts';
import { writeJson } from '../render/json.ts';

interface LocalDownFlags extends LocalFlags {
  readonly purge?: boolean;
}

export function addLocalDown(local: Command, cli: Cli): void {
  addLocalFlags(local.command('down'))
    .description('stop the local cluster; its data stays for the next "local up"')
    .option('--purge', 'remove its data and directory too')
    .action((flags: LocalDownFlags) => takeDown(cli, flags));
}

async function takeDown({ shell }: Cli, flags: LocalDownFlags): Promise<void> {
  const { stopLocalCluster } = await import('../../src/adapters/local/stop-local-cluster.ts');
  const report = await stopLocalCluster(toLocalDirectory(flags, shell), flags.purge === true ? 'purge' : 'keep');
  if (flags.json === true) {
    writeJson(shell, report);
  } else {
    const { renderLocalStop } = await import('../render/local.ts');
    shell.stdout.write(renderLocalStop(report));
  }
}

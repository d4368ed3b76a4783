import type { Command } from 'commander';
import { createProgram } from '../../cli/program.ts';
import { realWorld } from '../../cli/real-world.ts';
import type { Output, Shell } from '../../cli/shell.ts';

/** The help of every command, as `--help` prints it. */
export function renderCommands(): string {
  const program = createProgram({ shell: silentShell, world: realWorld, finish: () => undefined });
  const pages = flatten(program).map(command => `## ${nameOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`);
  return `# Commands\n\nMade from the program itself by \`npm run docs\`.\n\n${pages.join('\n')}`;
}

const flatten = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(flatten)];

const nameOf = (command: Command): string =>
  command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: part => (text += part), getOutHelpWidth: () => 100 });
  command.outputHelp();
  return text.trimEnd();
}

const nowhere: Output = {
  stream: process.stdout,
  isTerminal: false,
  hasColour: false,
  columns: () => 100,
  rows: () => undefined,
  write: () => undefined,
};

const silentShell: Shell = {
  stdout: nowhere,
  stderr: nowhere,
  env: {},
  cwd: '.',
  interruption: new AbortController().signal,
  ask: () => Promise.resolve(undefined),
  nowMs: () => 0,
  sleep: () => Promise.resolve(),
};

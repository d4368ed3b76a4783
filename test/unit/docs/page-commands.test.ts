import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../cli/program.ts';
import { fakeShell, worldWith } from '../cli/fake-shell.ts';

const root = join(import.meta.dirname, '../../..');
const program = createProgram({ shell: fakeShell(), world: worldWith({}), finish: () => undefined });

/** Between backticks, or a line of its own in a block. A backslash at its end goes on with the next line. */
const commandLines = /`(?:npx )?kafka-steward ([^`]+)`|^(?:npx )?kafka-steward (.+)$/gm;

const linesIn = (page: string): readonly string[] =>
  [...readFileSync(join(root, page), 'utf8').replaceAll('\\\n', ' ').matchAll(commandLines)].map(
    ([, quoted, line]) => (quoted ?? line ?? '').split(' #')[0] ?? '',
  );

interface Asked {
  readonly command: Command;
  readonly words: readonly string[];
}

const asked = (line: string): Asked => {
  let command = program;
  const words = line.split(/\s+/);
  for (let below = command; words.length > 0; command = below) {
    const found = command.commands.find(each => each.name() === words[0] || each.aliases().includes(words[0]!));
    if (found === undefined) break;
    words.shift();
    below = found;
  }
  return { command, words };
};

const pages = globSync(['README.md', 'docs/runbooks/*.md', 'docs/guides/*.md'], { cwd: root }).flatMap(page =>
  linesIn(page).map(line => [page, line] as const),
);

describe('a command line in a page', () => {
  it('is looked for in the pages that there are', () => {
    expect(pages.length).toBeGreaterThan(50);
  });

  it.each(pages)('names a command and flags that there are: %s, %s', (_page, line) => {
    const { command, words } = asked(line);
    expect(command.commands, 'a group is no command').toEqual([]);
    const flags = words.filter(word => /^--?[a-z]/.test(word)).map(word => word.split('=')[0]!);
    const known = [...command.options, ...program.options].flatMap(({ long, short }) => [long, short, '--help']);
    expect(flags.filter(flag => !known.includes(flag))).toEqual([]);
  });

  it('says who runs the nodes where it goes to nodes of a cluster that is not local', () => {
    const silent = pages.filter(
      ([, line]) => /^nodes .*(--cluster|-b) (?!local)/.test(line) && !/--nodes |…/.test(line),
    );
    expect(silent).toEqual([]);
  });
});

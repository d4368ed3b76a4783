import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../../cli/program.ts';
import { defaultTasks } from '../../../../src/domain/cost/people.ts';
import { optionKinds } from '../../../../src/domain/cost/sizing.ts';
import { allDuties, compareDuties } from '../../../../src/domain/duties/all-duties.ts';
import { dutyNames } from '../../../../src/domain/duties/duty.ts';
import { fakeShell, worldWith } from '../../cli/fake-shell.ts';

const shares = allDuties.flatMap(({ id, shares: byOption }) =>
  optionKinds.map(option => ({ id, option, ...byOption[option] })),
);
const covers = shares.map(({ coveredBy }) => coveredBy);
const root = join(import.meta.dirname, '../../../..');

const commandsBelow = (command: Command, path: readonly string[] = []): string[] =>
  command.commands.flatMap(below => {
    const name = [...path, below.name()];
    return [name.join(' '), ...commandsBelow(below, name)];
  });

describe('the duties of running a cluster', () => {
  it('are told for each option, with who does them and a source', () => {
    expect(allDuties.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(dutyNames)));
    expect(allDuties).toHaveLength(Object.keys(dutyNames).length);
    for (const { how, source } of shares) {
      expect(how).toMatch(/^.{10,140}[^.]$/);
      expect(new URL(source).protocol).toBe('https:');
    }
  });

  it('name commands that exist', () => {
    const program = createProgram({ shell: fakeShell(), world: worldWith({}), finish: () => undefined });
    const commands = commandsBelow(program);
    for (const name of covers.flatMap(each => each.commands)) expect(commands).toContain(name);
  });

  it('name runbooks that exist', () => {
    for (const page of covers.flatMap(({ runbooks }) => runbooks)) {
      expect(existsSync(join(root, 'docs/runbooks', `${page}.md`)), page).toBe(true);
    }
  });

  it('cover nothing that AWS does alone', () => {
    for (const { who, coveredBy } of shares) {
      if (who === 'aws') expect(coveredBy).toEqual({ commands: [], runbooks: [] });
    }
  });

  it('are the tasks that people have hours for, in the same words', () => {
    expect(defaultTasks.map(({ task }) => task)).toEqual(allDuties.map(({ what }) => what));
  });

  it('cost people no hour where AWS does them alone', () => {
    for (const [at, { what, shares: byOption }] of allDuties.entries()) {
      for (const option of optionKinds.filter(kind => byOption[kind].who === 'aws')) {
        expect(defaultTasks[at]?.hoursPerMonth[option], `${what} on ${option}`).toBe(0);
      }
    }
  });

  it('are compared for the options and duties that are asked for', () => {
    const [found, ...others] = compareDuties(['ec2', 'msk-express'], ['users']);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ id: 'users', what: 'users and rights' });
    expect(Object.keys(found?.shares ?? {})).toEqual(['ec2', 'msk-express']);
  });
});

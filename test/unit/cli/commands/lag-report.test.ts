import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeShell, runCli } from '../fake-shell.ts';
import { laggingWorld } from '../lagging-world.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'lag-report-'));
});
afterEach(() => rm(cwd, { recursive: true }));

describe('lag report', () => {
  it('writes one HTML file beside which nothing is left', async () => {
    const shell = fakeShell({ cwd });
    const { exitCode, stdout, stderr } = await runCli(
      ['lag', 'report', '--out', 'lag.html'],
      laggingWorld(shell),
      shell,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain(`wrote ${join(cwd, 'lag.html')}\n`);
    expect(await readdir(cwd)).toEqual(['lag.html']);
    expect(await readFile(join(cwd, 'lag.html'), 'utf8')).toContain('<h1 class="error">1 group needs a person</h1>');
  });

  it.each([
    ['no/such/lag.html', /^error: \S+ cannot be written: there is no such directory\n$/],
    ['.', /^error: \S+ is a directory; name a file\n$/],
  ])('refuses %s before it takes a sample', async (out, message) => {
    const world = { openCluster: () => Promise.reject(new Error('connected')) };
    const result = await runCli(['lag', 'report', '--out', out], world, fakeShell({ cwd }));
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(message);
  });
});

import { describe, expect, it } from 'vitest';
import { startProgress } from '../../../cli/progress.ts';
import { fakeShell } from './fake-shell.ts';

describe('progress', () => {
  it('writes a line now and then where nobody watches, each with an estimate', async () => {
    const shell = fakeShell();
    const progress = startProgress(shell, 'reading', 10);
    for (let done = 1; done <= 10; done += 1) {
      await shell.sleep(2000);
      progress.advance(done);
    }
    progress.end();
    expect(shell.told.stderr).toBe(
      [
        'reading: 1 of 10, about 18 s left\n',
        'reading: 4 of 10, about 12 s left\n',
        'reading: 7 of 10, about 6 s left\n',
      ].join(''),
    );
    expect(shell.told.stdout).toBe('');
  });

  it.each([{ terminal: { columns: 80 } }, {}])('estimates nothing as long as nothing is done: %j', async options => {
    const shell = fakeShell(options);
    const progress = startProgress(shell, 'reading', 4);
    await shell.sleep(2000);
    progress.advance(0);
    progress.end();
    expect(shell.told.stderr).toContain('0 of 4');
    expect(shell.told.stderr).not.toContain('left');
  });

  it('draws a bar on a terminal, believes the caller about the time left, and shows the cursor again', () => {
    const shell = fakeShell({ terminal: { columns: 80 } });
    const progress = startProgress(shell, 'reading', 4);
    progress.advance(1, 61_000);
    progress.end();
    expect(shell.told.stderr).toContain('reading ━');
    expect(shell.told.stderr).toContain('1 of 4, 1 min 1 s left');
    expect(shell.told.stderr).toContain('\u001b[?25h');
  });
});

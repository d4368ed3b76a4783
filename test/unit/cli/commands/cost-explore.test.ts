import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { anyRequest } from '../../../builders/estimate-request.ts';
import { scratchDirectory } from '../../adapters/local/scratch-directory.ts';
import { fakeShell, runCli } from '../fake-shell.ts';

const world = {
  openPrices: async () => ({
    load: async () => ({ data: embeddedPrices, savedAt: undefined }),
    save: () => Promise.reject(new Error('reads only')),
  }),
};
const asked = ['--region', 'eu-west-1', '--in', '20MB/s', '--fan-out', '2', '--retention', '2d', '--partitions', '300'];

async function explore(...flags: readonly string[]) {
  const cwd = await scratchDirectory();
  await writeFile(join(cwd, 'orders.json'), JSON.stringify({ ...anyRequest, zones: 2 }));
  const told = await runCli(['cost', 'explore', ...flags], world, fakeShell({ cwd }));
  return { ...told, cwd, page: (name: string) => readFile(join(cwd, name), 'utf8') };
}

describe('cost explore', () => {
  it('writes one file with an example where nothing is asked', async () => {
    const { exitCode, stdout, stderr, cwd, page } = await explore();
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `wrote ${join(cwd, 'kafka-cost.html')}\n`,
    });
    const written = await page('kafka-cost.html');
    expect(written).toMatch(/<h1 id="headline"[^>]*>MSK \w+ is the cheapest: [\d,]+\.\d\d USD a month</);
    expect(written.length).toBeLessThan(1_500_000);
  });

  it('says of the workload what cost compare says', async () => {
    const { page } = await explore(...asked, '-o', 'orders.html');
    const compared = await runCli(['cost', 'compare', ...asked], world);
    const written = await page('orders.html');
    for (const [, option, total] of written.matchAll(
      /<strong>([^<]+)<\/strong> <[^>]+>[^<]*<\/span> <span class="total"[^>]*>([\d,.]+)</g,
    )) {
      expect(compared.stdout.replaceAll(/ +/g, ' ')).toContain(`${option} ${total}`);
    }
    expect(written.match(/data-total/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it('takes a workload from a file, and --out for the name of the page or for a rate', async () => {
    const { page } = await explore('--workload', 'orders.json', '--out', 'there.html');
    expect(await page('there.html')).toContain('"zones":"2"');
    expect(await (await explore('--out', '10MB/s')).page('kafka-cost.html')).toContain('"out":"10MB/s"');
  });

  it.each<[string, readonly string[], string]>([
    ['bits', ['--in', '80Mbps'], '--in "80Mbps" counts bits'],
    ['an unknown region', ['--region', 'us-east-9'], '--region "us-east-9" is in no price list of ours'],
    ['a directory that is not there', ['--html', 'gone/cost.html'], 'there is no such directory'],
  ])('refuses %s with one line, and writes nothing', async (_what, flags, problem) => {
    const { exitCode, stderr, cwd } = await explore(...flags);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(problem);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    await expect(access(join(cwd, 'kafka-cost.html'))).rejects.toThrow();
  });
});

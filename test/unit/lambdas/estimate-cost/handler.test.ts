import { afterAll, describe, expect, it, vi } from 'vitest';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import type { CostReport } from '../../../../src/operations/estimate-cost.ts';
import { publishedCosts } from '../../../builders/published-costs.ts';
import { runCli } from '../../cli/fake-shell.ts';

// What the function logs is not what is looked at here.
vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
afterAll(() => vi.unstubAllEnvs());
const { handler } = await import('../../../../lambdas/estimate-cost/handler.ts');

const context = {
  functionName: 'estimate-cost',
  functionVersion: '1',
  memoryLimitInMB: '512',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:estimate-cost',
  awsRequestId: '5a3f6f7e-0000-0000-0000-000000000000',
  getRemainingTimeInMillis: () => 30_000,
} as unknown as Parameters<typeof handler>[1];

const world = {
  openPrices: async () => ({
    load: async () => ({ data: embeddedPrices, savedAt: undefined }),
    save: () => Promise.reject(new Error('reads only')),
  }),
};

const flagNames: Readonly<Record<string, string>> = { types: 'type', options: 'option' };

const flagsOf = (request: object): string[] =>
  Object.entries(request).flatMap(([field, value]) => {
    const flag = `--${(flagNames[field] ?? field).replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
    return [value].flat().flatMap(each => [flag, String(each)]);
  });

describe.each(publishedCosts)('the published cost of $what', ({ request, option, lines, usd }) => {
  it('is met by the function and the command line, in the same document', async () => {
    const report = JSON.parse(JSON.stringify(await handler(request, context))) as CostReport;
    const { stdout, stderr } = await runCli(['cost', 'compare', ...flagsOf(request), '--json'], world);
    expect(stderr).toBe('');
    const told = JSON.parse(stdout) as CostReport;
    expect(told.comparison).toEqual(report.comparison);
    expect(told.answers).toEqual(report.answers);
    expect(told.operations).toEqual(report.operations);
    const found = report.comparison.options.find(each => each.option === option);
    const amounts = found?.kind === 'priced' ? found.bill.lines.filter(({ id }) => lines.includes(id)) : [];
    const microUsd = amounts.reduce((sum, line) => sum + (line.kind === 'priced' ? line.amountMicroUsd : 0), 0);
    expect(microUsd).toBe(Math.round(usd * 1e6));
  });
});

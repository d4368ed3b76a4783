import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../../../cli/report/cost/csv.ts';
import { embeddedPrices } from '../../../../../src/adapters/prices/embedded-prices.ts';
import { priceBookOf } from '../../../../../src/domain/cost/price-data.ts';
import { estimateCost } from '../../../../../src/operations/estimate-cost.ts';
import { anyRequest } from '../../../../builders/estimate-request.ts';

const book = priceBookOf(embeddedPrices);

describe('the CSV of the cost page', () => {
  it('has every line of every bill, to the millionth', () => {
    const { comparison } = estimateCost(anyRequest, book);
    const rows = csvOf(comparison).trimEnd().split('\r\n');
    for (const option of comparison.options) {
      if (option.kind === 'refused') continue;
      const total = (option.bill.totalMicroUsd / 1e6).toFixed(6);
      expect(rows).toContain(`${option.option},total,,,,,,${total},,`);
      expect(rows.filter(row => row.startsWith(`${option.option},`))).toHaveLength(option.bill.lines.length + 1);
    }
  });

  it('takes the sting out of a task that reads like a formula', () => {
    const hoursPerMonth = { 'msk-standard': 1, 'msk-express': 1, 'msk-serverless': 1, ec2: 1 };
    const people = { inTotals: true, tasks: [{ task: '=HYPERLINK("x")', hoursPerMonth }] };
    const { comparison } = estimateCost({ ...anyRequest, people }, book);
    expect(csvOf(comparison)).toContain(`ec2,people,"'=HYPERLINK(""x"")",`);
  });
});

import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../../../cli/report/cost/csv.ts';
import { embeddedPrices } from '../../../../../src/adapters/prices/embedded-prices.ts';
import { priceBookOf } from '../../../../../src/domain/cost/price-data.ts';
import { estimateCost } from '../../../../../src/operations/estimate-cost.ts';
import { anyRequest } from '../../../../builders/estimate-request.ts';

const book = priceBookOf(embeddedPrices);

describe('the CSV of the cost page', () => {
  it('has every line of every bill, people beside it and three years, to the millionth', () => {
    const { comparison, answers } = estimateCost({ ...anyRequest, growth: '9%' }, book);
    const years = answers.threeYears.options;
    const rows = csvOf(comparison, years).trimEnd().split('\r\n');
    expect(new Set(rows.map(row => row.replaceAll(/"(""|[^"])*"/g, '').split(',').length))).toEqual(new Set([11]));
    for (const option of comparison.options) {
      if (option.kind === 'refused') continue;
      const { lines, peopleLines, totalMicroUsd } = option.bill;
      const ofMonth = rows.filter(row => row.startsWith(`${option.option},month,`));
      expect(ofMonth).toHaveLength(lines.length + 1 + peopleLines.length);
      expect(ofMonth).toContain(`${option.option},month,total,,,,,,${(totalMicroUsd / 1e6).toFixed(6)},,`);
    }
    for (const { option, totalMicroUsd, yearsMicroUsd, peopleMicroUsd, endsInMonth } of years) {
      const until = endsInMonth === undefined ? '' : `${endsInMonth} months only`;
      expect(rows).toContain(`${option},three years,total,${until},,,,,${(totalMicroUsd / 1e6).toFixed(6)},,`);
      expect(rows).toContain(`${option},three years,people,${until},,,,,${(peopleMicroUsd / 1e6).toFixed(6)},,`);
      expect(rows).toContain(`${option},year 2,total,${until},,,,,${((yearsMicroUsd[1] ?? 0) / 1e6).toFixed(6)},,`);
    }
  });

  it('marks totals that lack a price', () => {
    const { comparison, answers } = estimateCost({ ...anyRequest, region: 'eu-west-1', kmsKeys: 1 }, book);
    const csv = csvOf(comparison, answers.threeYears.options);
    expect(csv).toMatch(/ec2,month,total,without the lines that have no price,,,,,[1-9][\d.]+,,/);
    expect(csv).toContain('ec2,year 1,total,0 months only,');
  });

  it('takes the sting out of a task that reads like a formula', () => {
    const hoursPerMonth = { 'msk-standard': 1, 'msk-express': 1, 'msk-serverless': 1, ec2: 1 };
    const people = { inTotals: true, tasks: [{ task: '=HYPERLINK("x")', hoursPerMonth }] };
    const { comparison } = estimateCost({ ...anyRequest, people }, book);
    expect(csvOf(comparison, [])).toContain(`ec2,month,people,"'=HYPERLINK(""x"")",`);
  });
});

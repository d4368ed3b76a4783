import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../cli/report/cost/answer.ts';
import { inputsOf } from '../../../../../cli/report/cost/inputs.ts';
import { embeddedPrices } from '../../../../../src/adapters/prices/embedded-prices.ts';
import { priceBookOf } from '../../../../../src/domain/cost/price-data.ts';
import { estimateCost } from '../../../../../src/operations/estimate-cost.ts';
import { anyRequest } from '../../../../builders/estimate-request.ts';

const book = priceBookOf(embeddedPrices);
const answer = (request: object) =>
  answerOf({ ...inputsOf(anyRequest), ...request }, book, field => field.toUpperCase());

describe('the answer of the cost page', () => {
  it('is the estimate of the command line', () => {
    expect(answer({})).toMatchObject({ comparison: estimateCost(anyRequest, book).comparison });
  });

  it('names the fields that cannot be used as the page names them', () => {
    expect(answer({ in: '5Mbps', zones: '9' })).toMatchObject({
      kind: 'unanswered',
      problem: expect.stringMatching(/“IN” "5Mbps" counts bits.*; “ZONES” "9" is no whole number/) as string,
      fields: ['in', 'zones'],
    });
  });

  it('blames no field where a bill is larger than an amount can be', () => {
    const hoursPerMonth = { 'msk-standard': 744, 'msk-express': 744, 'msk-serverless': 744, ec2: 744 };
    const tasks = Array.from({ length: 20 }, (_, at) => ({ task: `task ${at}`, hoursPerMonth }));
    expect(answer({ tasks: JSON.stringify(tasks), usdPerHour: '999999', inTotals: 'true' })).toMatchObject({
      kind: 'unanswered',
      problem: expect.stringContaining('more than 9 billion USD a month') as string,
      fields: [],
    });
  });

  it('names hours that cannot be used by their task and option', () => {
    const hoursPerMonth = { 'msk-standard': 1, 'msk-express': 1, 'msk-serverless': 'many', ec2: 1_000 };
    expect(answer({ tasks: JSON.stringify([{ task: 'nights', hoursPerMonth }]) })).toMatchObject({
      kind: 'unanswered',
      problem: expect.stringMatching(
        /“nights, MSK Serverless” has to be a number; “nights, Kafka on EC2” has to be at most 744/,
      ) as string,
    });
    expect(answer({ tasks: '[null, 7]' })).toMatchObject({ kind: 'unanswered' });
  });

  it('refuses a link of another shape', () => {
    expect(answer({ nonsense: '1' })).toMatchObject({
      kind: 'unanswered',
      problem: expect.stringContaining('"nonsense"') as string,
    });
  });
});

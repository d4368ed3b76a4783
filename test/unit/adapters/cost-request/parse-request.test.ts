import { describe, expect, it } from 'vitest';
import { parseEstimateRequest } from '../../../../src/adapters/cost-request/parse-request.ts';
import { anyRequest } from '../../../builders/estimate-request.ts';

describe('the shape of a request', () => {
  it('lets a whole one through as it is', () => {
    expect(parseEstimateRequest(anyRequest)).toEqual(anyRequest);
  });

  it.each<[string, unknown, RegExp]>([
    ['text', 'us-east-1', /is no object such as \{"region"/],
    ['a list', [anyRequest], /is no object such as/],
    ['nothing', {}, /region is missing; in is missing; retention is missing; partitions is missing; a whole one is/],
    ['a rate without a unit', { ...anyRequest, in: 50 }, /in has to be text with its unit, such as "50MB\/s"/],
    ['a truth for a number', { ...anyRequest, partitions: true }, /partitions has to be a number/],
    ['a field nobody knows', { ...anyRequest, fanout: 3 }, /has no field "fanout"/],
    ['a model nobody has', { ...anyRequest, model: 'gcp' }, /model has to be "steward" or "aws"/],
    ['no option', { ...anyRequest, options: [] }, /options has to be at least 1 entry/],
    [
      'hours that are negative',
      { ...anyRequest, people: { tasks: [{ task: 'patches', hoursPerMonth: { ec2: -1 } }] } },
      /people\.tasks\[0\]\.hoursPerMonth\.msk-standard is missing.*ec2 has to be at least 0/,
    ],
  ])('refuses %s and names the field', (_what, document, problem) => {
    expect(() => parseEstimateRequest(document)).toThrow(problem);
  });

  it('names flags where flags were given', () => {
    expect(() => parseEstimateRequest({ region: 'us-east-1' }, field => `--${field}`)).toThrow(
      /--in is missing; --retention is missing; --partitions is missing; a whole one is --region/,
    );
  });

  it('tells a form, which has neither, what its fields look like', () => {
    expect(() =>
      parseEstimateRequest(
        { region: 'us-east-1', retention: '3d', partitions: 9 },
        field => `“${field.toUpperCase()}”`,
      ),
    ).toThrow('the request cannot be read: “IN” is missing; rates are like 50MB/s, times like 3d, counts like 1000');
  });
});

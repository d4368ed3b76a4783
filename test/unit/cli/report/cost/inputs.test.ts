import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputsOf, inputsOfLink, linkOf, requestOf } from '../../../../../cli/report/cost/inputs.ts';
import { parseEstimateRequest } from '../../../../../src/adapters/cost-request/parse-request.ts';
import { anyRequest } from '../../../../builders/estimate-request.ts';

const tasks = [
  { task: 'patches & "more"', hoursPerMonth: { 'msk-standard': 0, 'msk-express': 1, 'msk-serverless': 0, ec2: 4.5 } },
];

describe('the inputs of the cost page', () => {
  it('carry a whole request through a link', () => {
    const request = {
      ...anyRequest,
      options: ['ec2', 'msk-express'],
      types: ['m7g.large', 'express.m7g.large'],
      sameZoneFetch: '60%',
      people: { usdPerHour: '82.50', inTotals: true, tasks },
    } as const;
    const linked = requestOf(inputsOfLink(`#${linkOf(inputsOf(request))}`));
    expect(parseEstimateRequest(linked)).toEqual({ ...request, fanOut: '3', partitions: '1000' });
  });

  it('come out of a link as they went in, whatever people typed', () => {
    const typed = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(typed, inputs => {
        expect(inputsOfLink(`#${linkOf(inputs)}`)).toEqual({ ...inputs });
      }),
    );
  });

  it('leave out what is empty', () => {
    expect(linkOf({ in: '1MB/s', out: '' })).toBe('in=1MB%2Fs');
    expect(requestOf({ in: '1MB/s', out: '' })).toEqual({ in: '1MB/s' });
  });

  it('give what is no JSON on, to be refused by name', () => {
    const request = requestOf({ ...inputsOf(anyRequest), tasks: '{' });
    expect(() => parseEstimateRequest(request)).toThrow('people.tasks has to be an array');
  });
});

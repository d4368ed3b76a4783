import { describe, expect, test } from 'vitest';
import type { BrokerOffer } from '../../../../../src/adapters/kafka/connection/broker-connection.ts';
import { chooseVersion, highestCommonVersion } from '../../../../../src/adapters/kafka/connection/choose-version.ts';
import type { Api } from '../../../../../src/adapters/kafka/protocol/api.ts';

const api: Api<unknown, unknown> = {
  name: 'OffsetFetch',
  key: 9,
  minVersion: 2,
  maxVersion: 8,
  flexibleFrom: 6,
  request: [],
  response: [],
};
const target = { host: 'b1', port: 9092 };

function offering(min: number, max: number): BrokerOffer {
  return { versions: new Map([[9, { min, max }]]), finalizedFeatures: [] };
}

describe('highestCommonVersion', () => {
  test.each([
    [0, 5, 5],
    [0, 8, 8],
    [8, 12, 8],
    [0, 2, 2],
    [0, 1, undefined],
    [9, 12, undefined],
  ])('of a broker with %i to %i is %s', (min, max, expected) => {
    expect(highestCommonVersion(api, offering(min, max))).toBe(expected);
  });
});

describe('chooseVersion', () => {
  test.each([
    [
      'a broker that is too old',
      offering(0, 1),
      /offers OffsetFetch in versions 0 to 1 .* needs versions 2 to 8; upgrade the broker/,
    ],
    ['a broker that is too new', offering(9, 9), /in version 9 .* upgrade kafka-steward/],
    ['a broker without the API', { versions: new Map(), finalizedFeatures: [] }, /does not offer OffsetFetch/],
  ])('refuses %s', (_, offer, message) => {
    expect(() => chooseVersion(api, offer, target)).toThrow(
      expect.objectContaining({ name: 'BrokerTooOld', message: expect.stringMatching(message) as string }),
    );
  });
});

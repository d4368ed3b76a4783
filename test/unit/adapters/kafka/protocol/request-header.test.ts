import { describe, expect, it } from 'vitest';
import { listGroups } from '../../../../../src/adapters/kafka/protocol/generated/list-groups.ts';
import {
  decodeRequestHeader,
  encodeRequestHeader,
  requestBodyStart,
} from '../../../../../src/adapters/kafka/protocol/request-header.ts';

describe('a request header', () => {
  it('ends in tagged fields before a flexible body only', () => {
    expect(encodeRequestHeader(listGroups, 2, 7, 'ks').toString('hex')).toBe('001000020000000700026b73');
    expect(encodeRequestHeader(listGroups, 3, 7, 'ks').toString('hex')).toBe('001000030000000700026b7300');
  });

  it.each([2, 3])('is read by a broker as it was sent before version %i', version => {
    const bytes = encodeRequestHeader(listGroups, version, 2_147_483_647, 'ключ');
    expect(decodeRequestHeader(bytes)).toEqual({
      apiKey: 16,
      version,
      correlationId: 2_147_483_647,
      clientId: 'ключ',
    });
    expect(requestBodyStart(listGroups, version, bytes)).toBe(bytes.length);
  });
});

import { describe, expect, it } from 'vitest';
import { apiVersions } from '../../../../../src/adapters/kafka/protocol/generated/api-versions.ts';
import { listGroups } from '../../../../../src/adapters/kafka/protocol/generated/list-groups.ts';
import { encodeResponseHeader, responseBodyStart } from '../../../../../src/adapters/kafka/protocol/response-header.ts';

describe('a response header', () => {
  it.each([
    ['an old answer', listGroups, 2, 4],
    ['a flexible answer', listGroups, 3, 5],
    ['any answer to ApiVersions', apiVersions, 4, 4],
  ] as const)('of %s is as long as Kafka makes it', (_, api, version, byteCount) => {
    const bytes = encodeResponseHeader(api, version, 7);
    expect(bytes.length).toBe(byteCount);
    expect(responseBodyStart(api, version, bytes)).toBe(byteCount);
  });

  it('is skipped with the tagged fields in it', () => {
    const oneTag = Buffer.from('00000007' + '01' + '05' + '02' + 'aabb' + 'cc', 'hex');
    expect(responseBodyStart(listGroups, 3, oneTag)).toBe(9);
  });

  it('fails where the frame ends inside it', () => {
    expect(() => responseBodyStart(listGroups, 3, Buffer.from('0000000701', 'hex'))).toThrow(/ListGroups v3 answer/);
  });
});

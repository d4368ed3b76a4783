import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRequest, decodeResponse } from '../../../../../src/adapters/kafka/protocol/decode.ts';
import { encodeRequest, encodeResponse } from '../../../../../src/adapters/kafka/protocol/encode.ts';
import { OperationError } from '../../../../../src/domain/errors.ts';
import { type AnyApi, allApis, versionsOf } from './all-apis.ts';
import { arbitraryMessage } from './arbitrary-message.ts';

const directions = {
  request: { encode: encodeRequest, decode: decodeRequest },
  response: { encode: encodeResponse, decode: decodeResponse },
} as const;

const isViolation = (error: unknown): boolean => error instanceof OperationError && error.name === 'ProtocolViolated';

const decodes = (api: AnyApi, direction: 'request' | 'response', version: number, bytes: Buffer): boolean => {
  try {
    directions[direction].decode(api, version, bytes, 0);
    return true;
  } catch (error) {
    if (!isViolation(error)) throw error;
    return false;
  }
};

describe.each(['request', 'response'] as const)('a %s', direction => {
  const { encode, decode } = directions[direction];

  it.each(allApis)('of $name is the same after the wire, in every version', api => {
    for (const version of versionsOf(api)) {
      const bodies = arbitraryMessage(api[direction], version);
      fc.assert(
        fc.property(bodies, body => {
          expect(decode(api, version, encode(api, version, body as object), 0)).toEqual(body);
        }),
        { numRuns: 15 },
      );
    }
  });

  it.each(allApis)('of $name that is cut short or has a byte too many is a violation', api => {
    for (const version of versionsOf(api)) {
      const bodies = arbitraryMessage(api[direction], version);
      fc.assert(
        fc.property(bodies, fc.nat(), (body, seed) => {
          const bytes = encode(api, version, body as object);
          expect(decodes(api, direction, version, Buffer.concat([bytes, Buffer.of(0)]))).toBe(false);
          if (bytes.length > 0) {
            expect(decodes(api, direction, version, bytes.subarray(0, seed % bytes.length))).toBe(false);
          }
        }),
        { numRuns: 10 },
      );
    }
  });

  it.each(allApis)('of $name with garbled bytes is read or a violation, never anything else', api => {
    for (const version of versionsOf(api)) {
      const bodies = arbitraryMessage(api[direction], version);
      fc.assert(
        fc.property(
          bodies,
          fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
          (body, edits) => {
            const bytes = Buffer.from(encode(api, version, body as object));
            for (const [at, value] of edits) bytes[at % Math.max(1, bytes.length)] = value;
            decodes(api, direction, version, bytes);
          },
        ),
        { numRuns: 15 },
      );
    }
  });

  it.each(allApis)('of $name made of noise is read or a violation, never anything else', api => {
    const noise = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(noise, fc.constantFrom(...versionsOf(api)), (bytes, version) => {
        decodes(api, direction, version, Buffer.from(bytes));
      }),
      { numRuns: 50 },
    );
  });
});

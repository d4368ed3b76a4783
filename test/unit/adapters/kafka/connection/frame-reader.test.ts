import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameReader } from '../../../../../src/adapters/kafka/connection/frame-reader.ts';
import { framed } from './fake-broker.ts';

const target = { host: 'b1', port: 9092 };

function read(chunks: readonly Buffer[]): readonly string[] {
  const frames: string[] = [];
  const reader = frameReader(target, frame => frames.push(frame.toString('hex')));
  for (const chunk of chunks) reader(chunk, chunk.length);
  return frames;
}

describe('frameReader', () => {
  test('gives the same frames however the stream is split', () => {
    const frame = fc.uint8Array({ minLength: 4, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 8 }), fc.array(fc.nat(500), { maxLength: 12 }), (bodies, cuts) => {
        const stream = Buffer.concat(bodies.map(body => framed(body)));
        const ends = [...cuts.filter(cut => cut < stream.length).sort((a, b) => a - b), stream.length];
        const chunks = ends.map((end, i) => stream.subarray(i === 0 ? 0 : ends[i - 1], end));
        expect(read(chunks)).toEqual(bodies.map(body => Buffer.from(body).toString('hex')));
      }),
    );
  });

  test('reads a stream that comes byte by byte', () => {
    const stream = Buffer.concat([framed(Buffer.from('first')), framed(Buffer.from('second'))]);
    const chunks = Array.from(stream, byte => Buffer.from([byte]));
    expect(read(chunks)).toEqual([Buffer.from('first').toString('hex'), Buffer.from('second').toString('hex')]);
  });

  test('keeps a frame intact when the read buffer is filled again', () => {
    const frames: Buffer[] = [];
    const reader = frameReader(target, frame => frames.push(frame));
    const shared = Buffer.alloc(64);
    for (const text of ['aaaa', 'bbbb']) reader(shared, framed(Buffer.from(text)).copy(shared));
    expect(frames.map(String)).toEqual(['aaaa', 'bbbb']);
  });

  test('gives nothing of a frame that is not whole', () => {
    expect(read([framed(Buffer.from('first')).subarray(0, -1)])).toEqual([]);
  });

  test.each([
    ['a negative length', [0xff, 0xff, 0xff, 0xff], 'ProtocolViolated', /answer of -1 bytes/],
    ['a length of more than 1 GiB', [0x40, 0, 0, 1], 'ProtocolViolated', /answer of 1073741825 bytes/],
    ['a length without room for a correlation id', [0, 0, 0, 3], 'ProtocolViolated', /answer of 3 bytes/],
    ['a TLS alert', [0x15, 3, 3, 0], 'TlsMismatch', /b1:9092 speaks TLS .* set security\.protocol to SSL/],
    ['the start of an HTTP answer', [...Buffer.from('HTTP')], 'ProtocolViolated', /web server, not a Kafka broker/],
  ])('refuses %s before it takes memory for it', (_, head, name, message) => {
    const reader = frameReader(target, () => undefined);
    const start = () => reader(Buffer.from(head), 4);
    expect(start).toThrow(expect.objectContaining({ name, message: expect.stringMatching(message) as string }));
  });
});

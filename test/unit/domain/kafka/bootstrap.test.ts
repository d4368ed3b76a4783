import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatHostPort, parseBootstrapServers } from '../../../../src/domain/kafka/bootstrap.ts';

describe('parseBootstrapServers', () => {
  test.each([
    ['localhost:9092', [{ host: 'localhost', port: 9092 }]],
    [
      ' a:1 , b:2 ,',
      [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
    ],
    ['[::1]:9092', [{ host: '::1', port: 9092 }]],
    ['[fe80::1%eth0]:9092', [{ host: 'fe80::1%eth0', port: 9092 }]],
    ['SASL_SSL://broker-1.internal:9096', [{ host: 'broker-1.internal', port: 9096 }]],
    ['my_broker:65535', [{ host: 'my_broker', port: 65_535 }]],
  ])('reads %j', (text, servers) => {
    expect(parseBootstrapServers(text)).toEqual({ kind: 'parsed', servers });
  });

  test.each([
    ['', 'no server is named'],
    [' , ', 'no server is named'],
    ['localhost', '"localhost" has no port'],
    ['a:9092,b', '"b" has no port'],
    ['a:0', 'has port 0; a port is 1 to 65535'],
    ['a:65536', 'a port is 1 to 65535'],
    ['a:http', 'is not host:port'],
    ['a b:9092', 'is not host:port'],
    ['::1:9092', 'write it in brackets'],
    ['http://a:9092/path', 'is not host:port'],
    ['[::1]', 'is not host:port'],
  ])('refuses %j', (text, problem) => {
    expect(parseBootstrapServers(text)).toEqual({
      kind: 'wrong',
      problem: expect.stringContaining(problem) as unknown,
    });
  });

  test('refuses a user in a server without repeating the password', () => {
    const outcome = parseBootstrapServers('user:hunter2@broker:9092');
    expect(outcome.kind).toBe('wrong');
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  test('reads back every address that it wrote', () => {
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6());
    const server = fc.record({ host, port: fc.integer({ min: 1, max: 65_535 }) });
    fc.assert(
      fc.property(fc.array(server, { minLength: 1 }), servers => {
        const text = servers.map(formatHostPort).join(',');
        expect(parseBootstrapServers(text)).toEqual({ kind: 'parsed', servers });
      }),
    );
  });
});

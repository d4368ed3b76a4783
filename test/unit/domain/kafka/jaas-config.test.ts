import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jaasConfigOf, parseJaasConfig } from '../../../../src/domain/kafka/jaas-config.ts';

const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule';

describe('parseJaasConfig', () => {
  test.each([
    [`${scram} required username="a" password="b";`, { username: 'a', password: 'b' }],
    [`${scram} REQUIRED username=a password='b c';`, { username: 'a', password: 'b c' }],
    [`${scram} required\n  username = "a"\n  password = "b" ; `, { username: 'a', password: 'b' }],
    [
      `${scram} required username="a;b=c" password="say \\"hi\\" \\\\ \\u";`,
      { username: 'a;b=c', password: 'say "hi" \\ u' },
    ],
    [`${scram} required /* who */ username="a" // rest\n password="b//c";`, { username: 'a', password: 'b//c' }],
    [`${scram} required password="tab\\there\\101";`, { password: 'tab\thereA' }],
    [`${scram} required;`, {}],
  ])('reads %j', (text, options) => {
    expect(parseJaasConfig(text)).toEqual({
      kind: 'parsed',
      config: { loginModule: scram, options: new Map(Object.entries(options)) },
    });
  });

  test.each([
    ['', 'names no login module'],
    [scram, 'required, requisite'],
    [`${scram} username="a" password="hunter2";`, 'required, requisite'],
    [`${scram} required username="a" password="hunter2"`, 'does not end with a semicolon'],
    [`${scram} required username="a" password="hunter2;`, 'a quotation mark is not closed'],
    [`${scram} required password;`, 'option password has no value'],
    [`${scram} required password=;`, 'option password has no value'],
    [`${scram} required password=hunter2!x;`, 'double quotes'],
    [`${scram} required password=hunter2/x;`, 'double quotes'],
    [`${scram} required password="a"; ${scram} required password="hunter2";`, 'one login module is allowed'],
  ])('refuses %j without repeating the password', (text, problem) => {
    const outcome = parseJaasConfig(text);
    expect(outcome).toEqual({ kind: 'wrong', problem: expect.stringContaining(problem) as unknown });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  test('reads back any user and password that were written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (username, password) => {
        expect(parseJaasConfig(jaasConfigOf(username, password))).toEqual({
          kind: 'parsed',
          config: { loginModule: scram, options: new Map(Object.entries({ username, password })) },
        });
      }),
    );
  });

  test('has an outcome for any text at all', () => {
    fc.assert(fc.property(fc.string(), text => ['parsed', 'wrong'].includes(parseJaasConfig(text).kind)));
  });
});

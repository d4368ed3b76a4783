import { describe, expect, it } from 'vitest';
import { aclText, parseAcl } from '../../../../src/domain/acls/acl-binding.ts';
import { chooseDenials } from '../../../../src/domain/scram/revoke-denials.ts';

const denialsFor = (rules: readonly string[], denyAll = false) => {
  const acls = rules.map(rule => parseAcl(rule)!);
  const { bindings, present, checks } = chooseDenials({ user: 'app', acls, denyAll });
  return { bindings: bindings.map(aclText), present: present.map(aclText), names: checks.map(({ name }) => name) };
};
const deny = (resource: string) => `deny All on ${resource} to "User:app" from "*"`;

describe('denials of a user', () => {
  it('are made on the very patterns that let it in, by its own rules and those for everybody', () => {
    const { bindings } = denialsFor([
      'allow Read on Topic "a" (literal) to "User:app" from "*"',
      'allow Write on Topic "a" (literal) to "User:app" from "10.0.0.7"',
      'allow Read on Group "b" (prefixed) to "User:*" from "*"',
      'allow Read on Topic "c" (literal) to "User:other" from "*"',
    ]);
    expect(bindings).toEqual([deny('Topic "a" (literal)'), deny('Group "b" (prefixed)')]);
  });

  it('are made on everything of a type where a rule for all of it is already', () => {
    const { bindings } = denialsFor([
      'allow Read on Topic "*" (literal) to "User:other" from "*"',
      'allow Read on Topic "a" (literal) to "User:app" from "*"',
      'allow Read on Group "b" (literal) to "User:app" from "*"',
    ]);
    expect(bindings).toEqual([deny('Topic "*" (literal)'), deny('Group "b" (literal)')]);
  });

  it('are made on everything where somebody says that the brokers refuse what no rule allows', () => {
    const { bindings, names } = denialsFor(['allow Read on Topic "a" (literal) to "User:app" from "*"'], true);
    expect(bindings).toEqual([
      deny('Topic "*" (literal)'),
      deny('Group "*" (literal)'),
      deny('Cluster "kafka-cluster" (literal)'),
      deny('TransactionalId "*" (literal)'),
    ]);
    expect(names).toEqual([]);
  });

  it('are not made again where they are already', () => {
    const rule = 'allow Read on Topic "a" (literal) to "User:app" from "*"';
    const there = deny('Topic "a" (literal)');
    expect(denialsFor([rule, there])).toMatchObject({ bindings: [], present: [there] });
  });

  it('are none where no rule lets it in, and it may then be a super user', () => {
    const { bindings, names } = denialsFor([]);
    expect(bindings).toEqual([]);
    expect(names).toEqual(['denials-close-nothing-to-others', 'user-has-acls']);
  });
});

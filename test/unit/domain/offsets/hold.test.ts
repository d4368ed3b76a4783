import { describe, expect, it } from 'vitest';
import { type AclBinding, aclText, parseAcl } from '../../../../src/domain/acls/acl-binding.ts';
import { chooseHold, parsePrincipal } from '../../../../src/domain/offsets/hold.ts';

const acl = (text: string): AclBinding => parseAcl(text)!;
const allow = (principal: string, operation = 'Read', resource = 'Group "billing" (literal)'): AclBinding =>
  acl(`allow ${operation} on ${resource} to "${principal}" from "*"`);
const deny = (principal: string): AclBinding =>
  acl(`deny Read on Group "billing" (literal) to "${principal}" from "*"`);

function hold(acls: readonly AclBinding[], principals?: readonly string[], self = 'User:admin') {
  const request = principals === undefined ? {} : { principals };
  const { bindings, present, checks } = chooseHold(request, { group: 'billing', acls, self });
  const told = checks.filter(({ level }) => level !== 'pass').map(({ level, sentence }) => `${level}: ${sentence}`);
  return { creates: bindings.map(aclText), present: present.map(aclText), told };
}

const denied = (...principals: string[]): string[] => principals.map(principal => aclText(deny(principal)));

describe('a hold', () => {
  it('denies the group to everybody whom an ACL lets read it, but not to this login', () => {
    const acls = [
      allow('User:b'),
      allow('User:a', 'All', 'Group "bill" (prefixed)'),
      allow('User:c', 'Read', 'Group "*" (literal)'),
      allow('User:admin', 'All'),
      allow('User:auditor', 'Describe'),
      deny('User:gone'),
    ];
    expect(hold(acls)).toEqual({ creates: denied('User:a', 'User:b', 'User:c'), present: [], told: [] });
  });

  it('denies it to those who are named instead, and tells who is left out', () => {
    expect(hold([allow('User:a'), allow('User:b')], ['User:a'])).toEqual({
      creates: denied('User:a'),
      present: [],
      told: ['warn: the hold does not cover "User:b", whom an ACL lets read the group'],
    });
  });

  it('leaves a denial alone that is there already', () => {
    expect(hold([allow('User:a'), allow('User:b'), deny('User:a')])).toEqual({
      creates: denied('User:b'),
      present: denied('User:a'),
      told: ['warn: the group is denied to "User:a" already and stays so; if an interrupted run left that, resume it'],
    });
  });

  it('tells whom no deny of a name can stop', () => {
    expect(hold([allow('User:*'), allow('User:a')]).told).toEqual([
      'warn: an ACL lets everybody read the group: whoever is not named can still join',
    ]);
    expect(hold([allow('User:admin')], ['User:a']).told).toEqual([
      'warn: no ACL lets "User:a" read the group: a super user or an IAM login is not stopped by a deny',
    ]);
  });

  it('refuses where nobody can be named', () => {
    const refusal =
      'block: no ACL lets a consumer of its own name read group "billing", so the hold finds nobody to deny; name them: --hold-principal User:app';
    expect(hold([allow('User:admin')])).toEqual({ creates: [], present: [], told: [refusal] });
    expect(hold([allow('User:*')]).told).toEqual([
      refusal,
      'warn: an ACL lets everybody read the group: whoever is not named can still join',
    ]);
  });

  it.each(['User:admin', 'User:*'])('refuses to deny the group to this login by naming %s', principal => {
    expect(hold([allow('User:a')], ['User:a', principal]).told).toContain(
      `block: a hold on "${principal}" denies the group to this login too, which has to commit for it`,
    );
  });

  it('refuses to guess whom to spare where this login does not know its name', () => {
    const self = 'the owner of the client certificate';
    expect(hold([allow('User:a')], undefined, self).told).toEqual([
      `block: how the brokers call ${self} is not known here, so the hold could deny the group to this login; name whom to hold: --hold-principal User:app`,
    ]);
    expect(hold([allow('User:a')], ['User:a'], self).told).toEqual([
      `warn: how the brokers call ${self} is not known here: if it is among those held, the commits are refused and the hold is taken away`,
    ]);
  });

  it('keeps this login in where the first ACL of the group would close it to everybody', () => {
    expect(hold([], ['User:a'])).toEqual({
      creates: [...denied('User:a'), aclText(allow('User:admin', 'All'))],
      present: [],
      told: ['warn: the group has no ACL yet: its first ones can close it to everybody but this login and super users'],
    });
    expect(hold([], ['User:a'], 'the owner of the OAUTHBEARER token').told[0]).toMatch(/^block: .* has no ACL: /);
  });
});

it.each(['app', 'User:', ':app', 'User :app', ''])('refuses %j as a principal', text => {
  expect(() => parsePrincipal(text)).toThrow(
    expect.objectContaining({ name: 'InputInvalid', message: expect.stringContaining('such as User:') as string }),
  );
});

import { describe, expect, it } from 'vitest';
import { parseAcl } from '../../../../src/domain/acls/acl-binding.ts';
import type { GroupDescription } from '../../../../src/domain/kafka/group.ts';
import { addSeen, parseBrokerLogLine } from '../../../../src/domain/scram/status-broker-logs.ts';
import { groupsByPrincipal } from '../../../../src/domain/scram/status-groups.ts';
import { judgeSlots } from '../../../../src/domain/scram/status-secrets.ts';
import { judgeUser, passwordAgeMs } from '../../../../src/domain/scram/status-user.ts';

const nowMs = Date.parse('2026-03-01T00:00:00Z');
const dayMs = 86_400_000;
const secretOf = (ageDays: number, role: 'pointer' | 'slot' = 'pointer') => ({
  secretId: 's',
  role,
  createdAt: new Date(nowMs - ageDays * dayMs).toISOString(),
});

describe('a user', () => {
  const credentials = [{ mechanism: 'SCRAM-SHA-512', iterations: 4_096 } as const];
  const rule = { nowMs, maxAgeMs: 90 * dayMs };

  it('is bad with few iterations and with an old password', () => {
    const findings = judgeUser({ credentials, secrets: [secretOf(91)], hasSecretStore: true }, rule);
    expect(findings.map(({ name, level }) => `${level} ${name}`)).toEqual([
      'bad iterations-are-few',
      'bad password-is-old',
    ]);
  });

  it('is as old as the newest version of its slot, whatever a pointer says', () => {
    expect(passwordAgeMs([secretOf(10, 'slot'), secretOf(1), secretOf(5, 'slot')], nowMs)).toBe(5 * dayMs);
  });

  it('is of an age nobody knows where no secret has its password, if secrets were looked at', () => {
    const facts = { credentials: [], secrets: [] };
    expect(judgeUser({ ...facts, hasSecretStore: true }, rule)).toMatchObject([{ level: 'note' }]);
    expect(judgeUser({ ...facts, hasSecretStore: false }, rule)).toEqual([]);
  });
});

describe('a group that is in use', () => {
  const member = { memberId: 'm', clientId: 'billing-7', clientHost: '/10.0.0.7' };
  const groupOf = (group: string, members = [member]): GroupDescription => ({
    ...{ group, kind: 'classic', state: 'Stable', coordinatorId: 1, members },
  });
  const used = (rules: readonly string[], groups = [groupOf('orders-1')]) =>
    groupsByPrincipal(
      groups,
      rules.map(text => parseAcl(text)!),
    );
  const lets = (who: string, verb = 'allow', pattern = '"orders-" (prefixed)') =>
    `${verb} Read on Group ${pattern} to "${who}" from "*"`;

  it('may be used by whoever may read it, and each is told of the others', () => {
    const byUser = used([lets('User:a'), lets('User:b'), lets('User:c', 'allow', '"other" (literal)')]);
    const members = [{ clientId: 'billing-7', clientHost: '/10.0.0.7' }];
    expect(byUser.get('User:a')).toEqual([{ group: 'orders-1', members, others: ['User:b'] }]);
    expect(byUser.has('User:c')).toBe(false);
  });

  it('says nothing where everybody may read it, nor of whom it is denied to', () => {
    expect(used([lets('User:a'), lets('User:*')]).size).toBe(0);
    expect([...used([lets('User:a'), lets('User:b'), lets('User:a', 'deny')]).keys()]).toEqual(['User:b']);
  });

  it('says nothing without members', () => {
    expect(used([lets('User:a')], [groupOf('orders-1', [])]).size).toBe(0);
  });
});

describe('secrets of MSK', () => {
  const clusterArn = 'arn:aws:kafka:eu-west-1:123456789012:cluster/c/1';
  const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:AmazonMSK_orders-AbCdEf';
  const good = { secretId: arn, isAssociated: true, isNeeded: true, name: 'AmazonMSK_orders', kmsKeyId: 'key' };
  const namesOf = (slot: Partial<typeof good> & { isMalformed?: boolean; problem?: string }) =>
    judgeSlots([{ ...good, ...slot }], clusterArn).map(({ name }) => name);

  it('are fine as they have to be', () => {
    expect(namesOf({})).toEqual([]);
  });

  it('are bad each in its own way', () => {
    expect(namesOf({ isAssociated: false })).toEqual(['secret-is-not-associated']);
    expect(namesOf({ isNeeded: false })).toEqual(['secret-is-not-needed']);
    expect(namesOf({ name: 'orders' })).toEqual(['secret-has-wrong-prefix']);
    expect(namesOf({ secretId: arn.replace('eu-west-1', 'eu-west-2') })).toEqual(['secret-is-elsewhere']);
    expect(namesOf({ isMalformed: true, problem: 'it has no username' })).toEqual(['secret-has-wrong-shape']);
    expect(namesOf({ kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:alias/aws/secretsmanager' })).toEqual([
      'secret-has-default-key',
    ]);
  });
});

describe('a line of a broker log', () => {
  const denied =
    '[2026-03-01 12:00:00,123] INFO Principal = User:app is Denied operation = WRITE from host = 10.0.0.7 on resource = Topic:LITERAL:orders for request = Produce with resourceRefCount = 1 based on rule DefaultDeny (kafka.authorizer.logger)';
  const request =
    '[2026-03-01 12:00:01,000] DEBUG Completed request:{"requestHeader":{"clientId":"billing-7"},"connection":"10.0.0.1:9092-[2001:db8::7]:54321-0-12","principal":"User:app"} (kafka.request.logger)';

  it('tells who was denied, and who asked from where', () => {
    expect(parseBrokerLogLine(denied)).toMatchObject({ principal: 'User:app', host: '10.0.0.7', isDenied: true });
    expect(parseBrokerLogLine(request)).toMatchObject({ clientId: 'billing-7', host: '[2001:db8::7]' });
  });

  it('tells nothing where it is another one, or was cut', () => {
    expect(parseBrokerLogLine('[2026-03-01 12:00:00,123] INFO started (kafka.server.KafkaServer)')).toBeUndefined();
    expect(parseBrokerLogLine(request.slice(0, 120))).toBeUndefined();
  });

  it('adds to what was known', () => {
    const seen = [denied, request].reduce(
      (known: ReturnType<typeof addSeen> | undefined, line) => addSeen(known, parseBrokerLogLine(line)!),
      undefined,
    );
    expect(seen).toEqual({
      lastAt: '2026-03-01 12:00:01,000',
      hosts: ['10.0.0.7', '[2001:db8::7]'],
      clientIds: ['billing-7'],
      deniedRequests: 1,
      isSuperUser: false,
    });
  });
});

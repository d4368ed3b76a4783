import { describe, expect, it } from 'vitest';
import { parseAcl } from '../../../src/domain/acls/acl-binding.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import { rotationTagsOf } from '../../../src/domain/scram/rotation-tags.ts';
import { pointerValueOf, slotValueOf } from '../../../src/domain/scram/secret-value.ts';
import { isBad } from '../../../src/domain/scram/status-report.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { readScramStatus, type StatusWorld } from '../../../src/operations/scram-status.ts';
import { inMemoryAcls } from '../../contracts/fakes/in-memory-acls.ts';
import { inMemorySecrets } from '../../contracts/fakes/in-memory-secrets.ts';

const nowMs = Date.parse('2026-03-01T00:00:00Z');
const dayMs = 86_400_000;
const marker = 'MARKER-pa55word';
const loginOf = (username: string) => ({ username, password: new Secret(marker), mechanism: 'SCRAM-SHA-512' }) as const;

function statusWorld(parts: Partial<StatusWorld> = {}): StatusWorld {
  return {
    target: { clusterId: 'cluster-1', principal: 'User:admin' },
    credentials: {
      describe: async () => [
        { kind: 'stored', user: 'orders', mechanism: 'SCRAM-SHA-512', iterations: 8_192 },
        { kind: 'stored', user: 'billing', mechanism: 'SCRAM-SHA-256', iterations: 4_096 },
      ],
    },
    acls: inMemoryAcls([parseAcl('allow Write on Topic "orders" (literal) to "User:orders" from "*"')!]),
    groups: { listGroups: async () => ({ groups: [], gaps: [] }), describeGroups: async () => [] },
    nowMs: () => nowMs,
    ...parts,
  };
}

const read = (world: StatusWorld) => readScramStatus({ maxAgeMs: 90 * dayMs }, world);

describe('the state of SCRAM users', () => {
  it('tells of each user its hash, its rules and how old its password is, never the password', async () => {
    const { secrets, create } = inMemorySecrets(() => nowMs - 100 * dayMs);
    const user = { base: 'orders', strategy: 'single', slots: [] } as const;
    await create({ name: 'orders-login', tags: rotationTagsOf(user), value: pointerValueOf(loginOf('orders')) });
    const status = await read(statusWorld({ secrets }));
    expect(status.users).toMatchObject([
      { user: 'billing', acls: 0, findings: [{ name: 'iterations-are-few' }, { name: 'password-has-no-secret' }] },
      { user: 'orders', acls: 1, passwordAgeMs: 100 * dayMs, findings: [{ name: 'password-is-old' }] },
    ]);
    expect(isBad(status)).toBe(true);
    expect(JSON.stringify(status)).not.toContain(marker);
  });

  it('goes on where something may not be read, and says so', async () => {
    const refuse = async () => {
      throw new OperationError('NotAuthorized', 'this login lacks Describe on the cluster');
    };
    const status = await read(statusWorld({ credentials: { describe: refuse }, acls: { listAcls: refuse } }));
    expect(status.users).toEqual([]);
    expect(status.unread).toEqual([
      'ACLs: this login lacks Describe on the cluster',
      'SCRAM users: this login lacks Describe on the cluster',
    ]);
  });

  it('takes the users of MSK from its secrets, one that cannot be read hides no other', async () => {
    const { secrets, create } = inMemorySecrets(() => nowMs - dayMs);
    const key = { kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/1' };
    await create({ name: 'AmazonMSK_a', tags: {}, value: slotValueOf(loginOf('orders-a')), ...key });
    await create({ name: 'AmazonMSK_b', tags: {}, value: new Secret(marker), ...key });
    await create({ name: 'stray', tags: {}, value: slotValueOf(loginOf('stray')) });
    const arns = await Promise.all(
      ['AmazonMSK_a', 'AmazonMSK_b', 'stray'].map(async name => (await secrets.describe(name)).id),
    );
    const user = { base: 'orders', strategy: 'alternating', slots: arns.slice(0, 2) } as const;
    await create({ name: 'orders-login', tags: rotationTagsOf(user), value: pointerValueOf(loginOf('orders-a')) });
    const list = async () => [
      arns[1]!,
      arns[2]!,
      'arn:aws:secretsmanager:eu-west-1:123456789012:secret:AmazonMSK_gone-1',
    ];
    const never = async () => await Promise.reject(new Error('reads only'));
    const msk = {
      clusterArn: 'arn:aws:kafka:eu-west-1:123456789012:cluster/c/1',
      associations: { list, associate: never, disassociate: never },
    };
    const status = await read(statusWorld({ secrets, msk }));
    expect(status.users.map(({ user: name }) => name)).toEqual(['orders-a', 'stray']);
    expect(status.findings.map(({ name, sentence }) => `${name} ${/secret:([^-]+)/.exec(sentence)?.[1]}`)).toEqual([
      'secret-is-not-associated AmazonMSK_a',
      'secret-is-not-needed stray',
      'secret-is-not-needed AmazonMSK_gone',
      'secret-has-default-key stray',
      'secret-has-wrong-prefix stray',
      'secret-has-wrong-shape AmazonMSK_b',
    ]);
    expect(status.unread.join()).toContain('AmazonMSK_gone');
    expect(JSON.stringify(status)).not.toContain(marker);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AclBinding } from '../../../src/domain/acls/acl-binding.ts';
import { clientsOf, passwordMarker, type ScramOptions, scramSetting } from '../../builders/scram-world.ts';
import { leaseMs, scramRuns, tokenOf } from '../../change/scram-run.ts';
import type { InMemoryRuns } from '../../contracts/fakes/in-memory-runs.ts';

const killed = new Error('killed');

const rule: AclBinding = {
  ...{ resourceType: 'Topic', resourceName: 'orders', patternType: 'prefixed', principal: 'User:orders-a' },
  ...{ host: '*', operation: 'Read', permission: 'allow' },
};

/** A process that is killed at its nth boundary, be it of the journal or of a write, and does nothing from then on. */
function mortal(runs: InMemoryRuns, diesAt: number): { readonly runs: InMemoryRuns; readonly live: () => void } {
  let passed = 0;
  const live = () => {
    if (passed >= diesAt) throw killed;
    passed++;
  };
  const journal: InMemoryRuns['journal'] = {
    ...runs.journal,
    async append(entry) {
      live();
      await runs.journal.append(entry);
      live();
    },
  };
  const release: InMemoryRuns['lock']['release'] = async grant =>
    passed >= diesAt ? undefined : runs.lock.release(grant);
  return { live, runs: { journal, lock: { ...runs.lock, release } } };
}

/** Secrets Manager calls again with the same token, until it gives up and comes with a new one. */
const anyDeaths = fc.array(fc.record({ diesAt: fc.nat(40), gaveUp: fc.boolean() }), { maxLength: 8 });

it.each<ScramOptions>([
  { strategy: 'alternating' },
  { strategy: 'alternating', msk: true },
  { strategy: 'single' },
  { strategy: 'single', msk: true },
])('ends rotated, by the same token or a new one, wherever it was killed: %o', async options => {
  await fc.assert(
    fc.asyncProperty(anyDeaths, async deaths => {
      const setting = await scramSetting({ ...options, rules: [rule] });
      const { runs, plan, apply } = scramRuns(setting);
      let token = 1;
      let current = await plan(tokenOf(token));
      for (const { diesAt, gaveUp } of deaths) {
        const process = mortal(runs, diesAt);
        setting.onWrite = process.live;
        await apply(current, process.runs).catch((error: unknown) => {
          if (error !== killed) throw error;
        });
        setting.onWrite = () => undefined;
        setting.nowMs += leaseMs;
        if (options.strategy === 'alternating') expect(await clientsOf(setting)).toMatchObject({ canLogIn: true });
        if (gaveUp) current = await plan(tokenOf(++token));
      }
      const report = await apply(current);
      expect(report).toMatchObject({ outcome: 'done', reasons: [] });
      const clients = await clientsOf(setting);
      expect(clients).toMatchObject({ canLogIn: true, versionId: tokenOf(token) });
      const told = await Promise.all((await runs.journal.list({})).map(({ runId }) => runs.journal.read(runId)));
      expect(JSON.stringify([told, report, setting.waited])).not.toContain(passwordMarker);
    }),
    { numRuns: 100 },
  );
});

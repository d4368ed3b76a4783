import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openRunDirectory } from '../../../src/adapters/local/journal/run-directory.ts';
import type { Plan } from '../../../src/domain/change/plan.ts';
import { applyChange } from '../../../src/operations/apply-change.ts';
import type { RunJournal } from '../../../src/ports/run-journal.ts';
import { type ToyStep, type ToyWorld, toyRunbook, toyTarget } from '../../change/toy-runbook.ts';
import type { ToyOrder } from './toy-order.ts';

// One process that applies a plan to the counters of a file, and kills or stops itself at the boundary it is told.
const order = JSON.parse(process.argv[2]!) as ToyOrder;
const plan = JSON.parse(readFileSync(join(order.directory, 'plan.json'), 'utf8')) as Plan<ToyStep>;
const nowMs = () => Date.now() + (order.aheadMs ?? 0);
const runs = await openRuns();
let boundaries = 0;

const report = await applyChange(
  toyRunbook,
  { plan, approval: { person: 'bob', digest: plan.digest } },
  {
    journal: countBoundaries(runs.journal),
    lock: runs.lock,
    nowMs,
    world: fileWorld(join(order.directory, 'effects.log')),
    hash: text => createHash('sha256').update(text).digest('hex'),
    person: order.person,
    leaseMs: order.leaseMs,
  },
);
process.stdout.write(JSON.stringify({ outcome: report.outcome, reasons: report.reasons, boundaries }));

async function openRuns() {
  if (order.table === undefined) return openRunDirectory(join(order.directory, 'runs'), nowMs);
  const [{ DynamoDBClient }, { openRunTable }] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('../../../src/adapters/aws/runs/open-run-table.ts'),
  ]);
  const { name, endpoint } = order.table;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return openRunTable(new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials }), name, nowMs);
}

function countBoundaries(journal: RunJournal): RunJournal {
  const pass = () => {
    boundaries++;
    if (boundaries === order.boundary?.at) process.kill(process.pid, order.boundary.signal);
  };
  return {
    ...journal,
    async append(entry) {
      pass();
      await journal.append(entry);
      pass();
    },
  };
}

/** A line an effect; what a counter is worth is the sum of its lines. */
function fileWorld(path: string): ToyWorld {
  return {
    target: toyTarget,
    async read() {
      const values = new Map(plan.objects.map(({ object }) => [object, 0]));
      for (const line of existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []) {
        const [counter, amount] = line.split(' ');
        values.set(counter!, (values.get(counter!) ?? 0) + Number(amount));
      }
      return values;
    },
    async add(counter, amount) {
      if (order.pauseMs !== undefined) await sleep(order.pauseMs);
      appendFileSync(path, `${counter} ${amount}\n`);
    },
  };
}

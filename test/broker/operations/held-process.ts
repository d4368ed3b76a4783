import { offsetReset } from '../../../src/operations/offset-reset.ts';
import { applyOrderedPlan, clock, dying } from './dying-process.ts';

// Killed between two requests: the one that holds the group and the one that moves it.
await applyOrderedPlan(offsetReset, async opened => ({
  ...clock,
  target: await opened.readTarget(),
  offsets: { ...opened.offsets, writeCommits: dying },
  groups: opened,
  acls: opened.acls,
  emptyWithinMs: 0,
  onWaiting: () => undefined,
  watchMs: 0,
  verifyWithinMs: 20_000,
}));

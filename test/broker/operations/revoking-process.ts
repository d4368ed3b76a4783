import { localSecrets } from '../../../src/adapters/local/secrets/local-secrets.ts';
import { scramRevoke } from '../../../src/operations/scram-revoke.ts';
import { applyOrderedPlan, clock, dying } from './dying-process.ts';

// Killed between two requests: the one that denies the user and the one that deletes it.
await applyOrderedPlan(scramRevoke, async opened => ({
  ...clock,
  target: await opened.readTarget(),
  credentials: { ...opened.credentials, alter: dying },
  acls: opened.acls,
  logins: opened.logins,
  settings: opened,
  openSecrets: async store => localSecrets({ directory: store, nowMs: Date.now }),
  openAssociations: () => Promise.reject(new Error('no MSK here')),
  verifyWithinMs: 20_000,
}));

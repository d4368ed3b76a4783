import type { RunbookEnvironment } from '../runbook/contract.ts';

/** What the stack gives the function. */
export type OffsetResetEnvironment = RunbookEnvironment;

import { setTimeout as sleep } from 'node:timers/promises';

export const realClock = { clientId: 'test', nowMs: Date.now, sleep: (ms: number) => sleep(ms) };

import { nodeRunbook } from './node-runbook.ts';

/** Restarts nodes, one after the other. */
export const nodeRestart = nodeRunbook('node-restart', 'restart');

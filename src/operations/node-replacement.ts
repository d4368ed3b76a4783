import { nodeRunbook } from './node-runbook.ts';

/** Gives nodes another machine, with their names and their data, one after the other. */
export const nodeReplacement = nodeRunbook('node-replacement', 'replace');

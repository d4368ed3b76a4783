import { nodeReplacement } from '../../src/operations/node-replacement.ts';
import { nodeRequestOf } from '../nodes/request.ts';
import { readNodes } from '../nodes/settings.ts';
import { nodeWorldOf } from '../nodes/world.ts';
import { runbookHandler } from '../runbook/runbook-handler.ts';
import { nodeReplacementDeclaration as declaration } from './contract.ts';

const nodes = readNodes(process.env);

export const handler = runbookHandler({
  runbook: nodeReplacement,
  declaration,
  worldOf: nodeWorldOf(nodes),
  requestOf: nodeRequestOf(nodes, 30 * 60),
});

import { nodeRestart } from '../../src/operations/node-restart.ts';
import { nodeRequestOf } from '../nodes/request.ts';
import { readNodes } from '../nodes/settings.ts';
import { nodeWorldOf } from '../nodes/world.ts';
import { runbookHandler } from '../runbook/runbook-handler.ts';
import { nodeRestartDeclaration as declaration } from './contract.ts';

const nodes = readNodes(process.env);

export const handler = runbookHandler({
  runbook: nodeRestart,
  declaration,
  worldOf: nodeWorldOf(nodes),
  requestOf: nodeRequestOf(nodes, 15 * 60),
});

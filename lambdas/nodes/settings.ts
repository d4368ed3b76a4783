import * as z from 'zod/mini';
import { parseVariables, text, type Variables } from '../variables.ts';
import type { NodesEnvironment } from './contract.ts';

const environment = z.object({ NODES: text } satisfies Record<keyof NodesEnvironment, unknown>);

/** The cluster whose nodes the function looks after. */
export const readNodes = (variables: Variables): string => parseVariables(environment, variables).NODES;

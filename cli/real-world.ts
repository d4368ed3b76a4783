import { OperationError } from '../src/domain/errors.ts';
import type { World } from './world.ts';

/** The world outside: adapters are loaded when a command needs them. */
export const realWorld: World = {
  openCluster: () => Promise.reject(new OperationError('InternalError', 'no adapter is wired yet')),
};

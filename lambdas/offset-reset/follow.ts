import type { Json } from '../../src/domain/change/json.ts';
import type { OffsetStep } from '../../src/domain/offsets/offset-step.ts';
import { followMoves } from '../../src/operations/follow-moves.ts';
import type { OffsetWorld } from '../../src/operations/offset-world.ts';
import type { Follow } from '../../src/operations/run-stages.ts';
import { parseOffsetRequest } from './request.ts';

/** Watches the group go on where the request has `followSeconds`. */
export function followOf(asked: Json): Follow<OffsetStep, OffsetWorld> | undefined {
  // The request was read when the run was planned; its times of day do not matter any more.
  const parsed = parseOffsetRequest(asked, 0);
  const withinMs = parsed.kind === 'reset' ? parsed.followMs : undefined;
  if (withinMs === undefined) return undefined;
  return async ({ plan }, world) => await followMoves(plan.steps, world, { withinMs, onProgress: () => undefined });
}

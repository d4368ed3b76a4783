import { OperationError } from '../errors.ts';
import { nearestNames } from '../lag/nearest-names.ts';

/** What is wrong with the name of a region; undefined where there are prices for it. */
export function regionProblem(region: string, regions: readonly string[]): string | undefined {
  if (regions.includes(region)) return undefined;
  const near = nearestNames(region, regions);
  const advice = near.length === 0 ? 'write it like us-east-1' : `did you mean ${near.join(' or ')}?`;
  return `${JSON.stringify(region)} is in no price list of ours; ${advice}`;
}

/** Rejects with InputInvalid where there are no prices for the region. */
export function checkRegion(region: string, regions: readonly string[]): void {
  const problem = regionProblem(region, regions);
  if (problem !== undefined) throw new OperationError('InputInvalid', `the region ${problem}`);
}

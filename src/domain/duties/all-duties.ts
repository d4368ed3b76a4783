import type { OptionKind } from '../cost/sizing.ts';
import { accessDuties } from './access-duties.ts';
import type { Duty, DutyId, DutyShare } from './duty.ts';
import { machineDuties } from './machine-duties.ts';
import { softwareDuties } from './software-duties.ts';
import { trafficDuties } from './traffic-duties.ts';

/** Every duty there is, in the order they are told. */
export const allDuties: readonly Duty[] = [...machineDuties, ...softwareDuties, ...trafficDuties, ...accessDuties];

export interface ComparedDuty {
  readonly id: DutyId;
  readonly what: string;
  /** Of the options that are compared. */
  readonly shares: Readonly<Partial<Record<OptionKind, DutyShare>>>;
}

/** Who does what on these options. */
export function compareDuties(options: readonly OptionKind[], ids?: readonly DutyId[]): readonly ComparedDuty[] {
  return allDuties
    .filter(({ id }) => ids?.includes(id) ?? true)
    .map(({ id, what, shares }) => ({
      id,
      what,
      shares: Object.fromEntries(options.map(option => [option, shares[option]])),
    }));
}

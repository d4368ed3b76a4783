import { allDuties } from '../duties/all-duties.ts';
import type { DutyId } from '../duties/duty.ts';
import type { BillLine } from './bill.ts';
import { amountMicroUsd, parsePicoUsd, unitPriceText } from './money.ts';
import { approximately, exact } from './rational.ts';
import type { OptionKind } from './sizing.ts';

/** Hours a month one task takes, by option. The defaults are a starting point to be edited, from no source. */
export interface PeopleTask {
  readonly task: string;
  readonly hoursPerMonth: Readonly<Record<OptionKind, number>>;
}

/** Of MSK Standard, Express, Serverless and EC2: a team with a cluster or two, that has done it all before. */
const hoursByDuty: Readonly<Record<DutyId, readonly [number, number, number, number]>> = {
  'system-patches': [0, 0, 0, 3.5],
  'broker-replacement': [0, 0, 0, 1.5],
  'disk-replacement': [0, 0, 0, 0.5],
  'storage-growth': [1, 0, 0, 2],
  controllers: [0, 0, 0, 0.5],
  upgrades: [1, 1, 0, 3],
  'security-patches': [0, 0, 0, 0.5],
  settings: [0.5, 0.5, 0, 0.5],
  clients: [0.5, 0.5, 0.5, 0.5],
  rebalancing: [2.5, 0, 0, 3],
  limits: [0.5, 0.5, 0.5, 0.5],
  certificates: [0, 0, 0, 1],
  users: [1, 1, 0.5, 1],
  monitoring: [2.5, 2, 1, 6],
  logs: [0, 0, 0, 0.5],
  recovery: [0.5, 0.5, 0.5, 1.5],
};

/** A task for each duty that `ops compare` tells of. */
export const defaultTasks: readonly PeopleTask[] = allDuties.map(({ id, what }) => {
  const [standard, express, serverless, ec2] = hoursByDuty[id];
  return {
    task: what,
    hoursPerMonth: { 'msk-standard': standard, 'msk-express': express, 'msk-serverless': serverless, ec2 },
  };
});

export function peopleLines(option: OptionKind, tasks: readonly PeopleTask[], usdPerHour: string): BillLine[] {
  const picoUsdPerUnit = parsePicoUsd(usdPerHour);
  return tasks
    .filter(({ hoursPerMonth }) => hoursPerMonth[option] > 0)
    .map(({ task: what, hoursPerMonth }) => {
      const hours = exact(hoursPerMonth[option]);
      return {
        kind: 'priced',
        id: 'people',
        what,
        formula: `${hoursPerMonth[option]} hours a month`,
        quantity: approximately(hours),
        unit: 'hour',
        unitPriceUsd: unitPriceText(picoUsdPerUnit),
        amountMicroUsd: amountMicroUsd(hours, picoUsdPerUnit),
        sourceId: 'given',
        date: '',
      };
    });
}

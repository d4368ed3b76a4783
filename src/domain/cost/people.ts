import type { BillLine } from './bill.ts';
import { amountMicroUsd, parsePicoUsd, unitPriceText } from './money.ts';
import { approximately, exact } from './rational.ts';
import type { OptionKind } from './sizing.ts';

/** Hours a month one task takes, by option. The defaults are a starting point to be edited, from no source. */
export interface PeopleTask {
  readonly task: string;
  readonly hoursPerMonth: Readonly<Record<OptionKind, number>>;
}

const task = (name: string, standard: number, express: number, serverless: number, ec2: number): PeopleTask => ({
  task: name,
  hoursPerMonth: { 'msk-standard': standard, 'msk-express': express, 'msk-serverless': serverless, ec2 },
});

export const defaultTasks: readonly PeopleTask[] = [
  task('operating system patches', 0, 0, 0, 4),
  task('replacing failed brokers and disks', 0, 0, 0, 2),
  task('Kafka upgrades', 1, 1, 0, 4),
  task('growing storage', 1, 0, 0, 2),
  task('rebalancing partitions', 3, 1, 0, 4),
  task('certificates', 0, 0, 0, 1),
  task('users and rights', 1, 1, 1, 1),
  task('monitoring and on call', 4, 3, 2, 8),
];

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

import { monthUnits } from './amounts.ts';
import { type Bill, type BillLine, billLine, type Charge, type FreeLine, sumLines } from './bill.ts';
import { chargeEc2 } from './charge-ec2.ts';
import { chargeExpress } from './charge-express.ts';
import { chargeExtras } from './charge-extras.ts';
import { chargeServerless } from './charge-serverless.ts';
import { chargeStandard } from './charge-standard.ts';
import type { EstimateOptions } from './options.ts';
import { peopleLines } from './people.ts';
import type { PriceBook } from './price-book.ts';
import type { Sized } from './sizing.ts';
import type { Workload } from './workload.ts';

/** The bill of one month for a cluster, whoever sized it. */
export function priceOption(sizing: Sized, workload: Workload, book: PriceBook, options: EstimateOptions): Bill {
  const charges = chargesOf(sizing, workload, options);
  const people = peopleLines(sizing.option, options.people.tasks, options.people.usdPerHour);
  const lines: BillLine[] = [
    ...charges.map(charge => billLine(charge, book, workload.region)),
    ...freeLines(sizing),
    ...(options.people.inTotals ? people : []),
  ];
  return {
    lines,
    peopleLines: people,
    totalMicroUsd: sumLines(lines),
    peopleMicroUsd: sumLines(people),
    isComplete: lines.every(({ kind }) => kind !== 'missing'),
  };
}

function chargesOf(sizing: Sized, workload: Workload, options: EstimateOptions): Charge[] {
  const units = monthUnits(options);
  const extras = chargeExtras(sizing, workload, options, units);
  switch (sizing.option) {
    case 'msk-standard':
      return [...chargeStandard(sizing, workload, options, units), ...extras];
    case 'msk-express':
      return [...chargeExpress(sizing, workload, units), ...extras];
    case 'msk-serverless':
      return [...chargeServerless(workload, units), ...extras];
    case 'ec2':
      return [...chargeEc2(sizing, workload, options, units), ...extras];
  }
}

/** What EC2 pays for and MSK does not: shown, so that nobody looks for it. */
function freeLines({ option }: Sized): FreeLine[] {
  if (option === 'ec2') return [];
  const free = { kind: 'free', formula: 'not charged', quantity: 0, amountMicroUsd: 0 } as const;
  return [
    {
      ...free,
      id: 'controllers',
      what: 'controllers',
      unit: 'hour',
      reason: 'MSK brings them along',
    },
    {
      ...free,
      id: 'cross-zone-replication',
      what: 'replicas in other zones',
      unit: 'GB',
      reason: 'MSK does not charge traffic between its brokers',
    },
  ];
}

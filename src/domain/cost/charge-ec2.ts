import type { MonthUnits } from './amounts.ts';
import type { Charge } from './bill.ts';
import { clientTraffic, replicationTraffic } from './charge-traffic.ts';
import { ec2Meter } from './ec2-machines.ts';
import type { EstimateOptions } from './options.ts';
import { exact, times } from './rational.ts';
import type { Sized } from './sizing.ts';
import { gibibyte } from './units.ts';
import { gp3 } from './volume.ts';
import type { Workload } from './workload.ts';

/** What a month of a cluster on EC2 is charged for: machines, disks, and all that crosses zones, replicas as well. */
export function chargeEc2(sizing: Sized, workload: Workload, options: EstimateOptions, units: MonthUnits): Charge[] {
  const { brokers, type = '', controllers, controllerType = '', diskGibPerBroker, iopsPerBroker } = sizing;
  const throughputMib = sizing.throughputMibPerSecondPerBroker;
  const { controllerDiskGib, systemDiskGib } = options.factors;
  const machine = (id: Charge['id'], what: string, count: number, item: string): Charge => ({
    id,
    what: `${item} ${what}, ${options.commitment}`,
    formula: `${count} ${what} × ${units.hoursText}`,
    quantity: times(exact(count), units.hours),
    meter: ec2Meter(options.commitment),
    item,
  });
  const disks = (id: Charge['id'], what: string, count: number, gib: number): Charge => ({
    id,
    what,
    formula: `${count} volumes × ${gib} GiB (GB of ${units.gigabyteText})`,
    quantity: units.gigabytes(times(exact(count), exact(gib), exact(gibibyte))),
    meter: 'ebs-gp3-gb-month',
  });
  const charges = [
    machine('brokers', 'brokers', brokers, type),
    machine('controllers', 'controllers', controllers, controllerType),
    disks('storage', 'gp3 of the brokers, all replicas', brokers, diskGibPerBroker),
    disks('controller-storage', 'gp3 of the controllers', controllers, controllerDiskGib),
    disks('system-disks', 'gp3 of the operating systems', brokers + controllers, systemDiskGib),
  ];
  const beyond = (id: Charge['id'], what: string, given: number, included: number, meter: Charge['meter']) => {
    if (given <= included) return;
    const formula = `${brokers} volumes × (${given} - ${included} included)`;
    charges.push({ id, what, formula, quantity: times(exact(brokers), exact(given - included)), meter });
  };
  beyond(
    'provisioned-throughput',
    'gp3 throughput, MiB/s',
    throughputMib,
    gp3.includedMibPerSecond,
    'ebs-gp3-mibps-month',
  );
  beyond('provisioned-iops', 'gp3 IOPS', iopsPerBroker, gp3.includedIops, 'ebs-gp3-iops-month');
  return [...charges, ...clientTraffic(workload, units), replicationTraffic(workload, units)];
}

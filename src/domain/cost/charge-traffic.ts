import type { MonthUnits } from './amounts.ts';
import { wireRates } from './amounts.ts';
import type { Charge } from './bill.ts';
import { approximately, exact, minus, type Rational, ratio, times } from './rational.ts';
import type { Workload } from './workload.ts';

const one = exact(1);
const sides = exact(2);
const bothSides = '2 sides (AWS charges sender and receiver)';

/** What clients send from zone to zone. Nobody gives it away: MSK, too, charges it as ordinary transfer. */
export function clientTraffic(workload: Workload, units: MonthUnits): Charge[] {
  const { into, out, intoText, outText } = wireRates(workload);
  const { zones } = workload;
  // In one zone there is no other to fetch from, whatever share an answer tries.
  const same = zones === 1 ? undefined : workload.sameZoneFetchShare;
  const elsewhere = ratio(zones - 1, zones);
  const fetched = same === undefined ? elsewhere : minus(one, exact(same));
  const fetchedText = same === undefined ? `${zones - 1}/${zones} in another zone` : `(1 - ${same} in the same zone)`;
  return [
    crossing(
      'cross-zone-producers',
      'producers to leaders in other zones',
      `${intoText} × ${zones - 1}/${zones} in another zone`,
      times(into, elsewhere),
      units,
    ),
    crossing(
      'cross-zone-consumers',
      'consumers fetching from other zones',
      `${outText} × ${fetchedText}`,
      times(out, fetched),
      units,
    ),
  ];
}

/** Copies from leaders to followers in other zones: paid where the brokers are one's own. */
export function replicationTraffic(workload: Workload, units: MonthUnits): Charge {
  const { into, intoText } = wireRates(workload);
  const copies = crossZoneCopies(workload.replicationFactor, workload.zones);
  const text = `${intoText} × ${approximately(copies)} copies in other zones`;
  return crossing('cross-zone-replication', 'replicas in other zones', text, times(into, copies), units);
}

/** Followers in another zone than their leader, replicas spread evenly, each as likely to lead. */
function crossZoneCopies(replicas: number, zones: number): Rational {
  const few = Math.floor(replicas / zones);
  const zonesWithMore = replicas % zones;
  const pairs = zonesWithMore * (few + 1) * (replicas - few - 1) + (zones - zonesWithMore) * few * (replicas - few);
  return ratio(pairs, replicas);
}

function crossing(id: Charge['id'], what: string, text: string, bytesPerSecond: Rational, units: MonthUnits): Charge {
  return {
    id,
    what,
    formula: `${text} × ${units.secondsText} ÷ ${units.gigabyteText} × ${bothSides}`,
    quantity: times(units.gigabytesPerMonth(bytesPerSecond), sides),
    meter: 'inter-az-gb',
  };
}

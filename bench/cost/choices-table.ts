import type { PricedOption } from '../../src/domain/cost/estimate.ts';
import type { PriceBook } from '../../src/domain/cost/price-book.ts';
import { textTable } from '../measure/text-table.ts';
import type { NetflixChoice } from './netflix.ts';
import type { CostQuestion } from './questions.ts';

export interface Choices {
  readonly question: CostQuestion;
  /** Of all our types, and of the families that both models have. */
  readonly ours: PricedOption;
  readonly oursShared: PricedOption;
  readonly netflix: NetflixChoice | null;
  readonly netflixShared: NetflixChoice | null;
}

const hoursPerMonth = 730;

/** What each model takes: brokers and their disks, reserved for three years, without controllers and traffic. */
export function choicesTable(all: readonly Choices[], book: PriceBook): string {
  const head = ['workload', 'model', 'brokers', 'disk GiB each', 'MiB/s each', 'USD a month', 'its own prices'];
  const rows = all.flatMap(({ question, ours, oursShared, netflix, netflixShared }) => [
    [nameOf(question), ...ourCells('ours', ours)],
    ['', ...ourCells('ours, x86 families of both', oursShared)],
    ['', ...theirCells('Netflix, x86 families of both', netflixShared, book)],
    ['', ...theirCells('Netflix, all its EBS types', netflix, book)],
  ]);
  return textTable([head, ...rows]);
}

const nameOf = ({ inBytesPerSecond, fanOut, retentionHours }: CostQuestion): string =>
  `${inBytesPerSecond / 1e6} MB/s in, read ${fanOut} times, ${retentionHours} h`;

const ids: ReadonlySet<string> = new Set(['brokers', 'storage', 'provisioned-throughput', 'provisioned-iops']);

function ourCells(model: string, { sizing, bill }: PricedOption): string[] {
  const microUsd = bill.lines
    .filter(({ id }) => ids.has(id))
    .reduce((sum, line) => sum + (line.kind === 'priced' ? line.amountMicroUsd : 0), 0);
  const { brokers, type = '', diskGibPerBroker, throughputMibPerSecondPerBroker: mib } = sizing;
  return [model, `${brokers} × ${type}`, usd(diskGibPerBroker), String(mib), usd(microUsd / 1e6), ''];
}

function theirCells(model: string, choice: NetflixChoice | null, book: PriceBook): string[] {
  if (choice === null) return [model, 'none', '', '', '', ''];
  const { type, brokers, diskGib, usdPerMonth } = choice;
  const hour = book.find('ec2-instance-hour-3-year', type, 'us-east-1')?.picoUsdPerUnit;
  const gib = book.find('ebs-gp3-gb-month', undefined, 'us-east-1')?.picoUsdPerUnit ?? 0n;
  // The gp3 throughput that its disks need is not in its plan, and not in this figure.
  const ours = hour === undefined ? undefined : brokers * (Number(hour) * hoursPerMonth + Number(gib) * diskGib);
  const inOurs = ours === undefined ? 'no price' : usd(ours / 1e12);
  return [model, `${brokers} × ${type}`, usd(diskGib), '-', inOurs, usd(usdPerMonth)];
}

const usd = (amount: number): string => Math.round(amount).toLocaleString('en-US');

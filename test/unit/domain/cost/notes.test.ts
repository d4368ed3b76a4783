import { describe, expect, it } from 'vitest';
import { estimate } from '../../../../src/domain/cost/estimate.ts';
import type { Workload } from '../../../../src/domain/cost/workload.ts';
import { book, day, optionsWith, priced, workloadWith } from './cost-fixture.ts';

const notesOf = (given: Partial<Workload>, options = optionsWith()) =>
  estimate(workloadWith(given), book, options).notes;
const standardNotes = (given: Partial<Workload>, options = optionsWith()) =>
  priced('msk-standard', workloadWith(given), options).notes.join('; ');

describe('notes', () => {
  it('tell what was taken for granted', () => {
    const date = book.dataDate;
    expect(notesOf({})).toContain(`list prices, MSK's as of ${date}, without discounts, free tiers and taxes`);
    expect(notesOf({}, optionsWith({ hoursPerMonth: 744, gigabyte: 'GB' }))).toContain(
      'a month has 744 hours, a GB 10^9 bytes',
    );
    expect(notesOf({ compressionRatio: 4 })).toContain('compressed by clients: rates ÷ 4 go over the wire and to disk');
  });

  it('warn of what a workload asks for in vain', () => {
    expect(notesOf({ replicationFactor: 1 })).toContain('one replica: what is away takes its data with it');
    expect(notesOf({ sameZoneFetchShare: 1, replicationFactor: 2 })).toContain(
      '100 % of what is read stays in its zone, which needs a replica in each zone: 3 replicas',
    );
  });

  it('say nothing of other zones where there is one', () => {
    const told = notesOf({ zones: 1 }).join('; ');
    expect(told).toContain('in one zone nothing crosses to another');
    expect(told).not.toContain('rack-aware');
  });

  it('say what was asked for in place of being found', () => {
    const constraints = { ...optionsWith().constraints, brokers: 6, diskGibPerBroker: 500 };
    const told = notesOf({}, optionsWith({ constraints })).join('; ');
    expect(told).toContain('exactly 6 brokers, as asked');
    expect(told).toContain('disks of 500 GiB, as asked');
    const awsFactors = { utilizationStandard: 0.4, utilizationExpress: 0.6, diskUtilization: 0.7 };
    expect(standardNotes({}, optionsWith({ model: 'aws', awsFactors }))).toContain(
      '40 % of each limit, disks 70 % full',
    );
  });

  it('tell what one option assumes', () => {
    expect(standardNotes({})).toContain('80 % of each limit while a zone is away');
    expect(standardNotes({})).toContain('right-sizing equation these brokers take');
    expect(standardNotes({}, optionsWith({ model: 'aws' }))).toContain('msk_sizing.py');
    expect(standardNotes({ retentionSeconds: 2 * day, localRetentionSeconds: day })).toContain('3 days or more');
    expect(standardNotes({ retentionSeconds: 4 * day, localRetentionSeconds: day })).not.toContain('3 days or more');
  });

  it('say of options without a tier that they have none', () => {
    const tiered = workloadWith({ retentionSeconds: 4 * day, localRetentionSeconds: day });
    expect(priced('ec2', tiered).notes.join('; ')).toContain('the whole retention is on its own storage');
    expect(priced('msk-express', tiered).notes.join('; ')).toContain('Express has no tier');
  });
});

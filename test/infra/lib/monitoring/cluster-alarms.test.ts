import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { comparisonVariants, templateFor } from '../../synth.ts';

const root = join(import.meta.dirname, '../../../..');

interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
  readonly MetricName?: string;
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Stat: string } }[];
}

const alarmsOf = (cluster: string): readonly AlarmProperties[] =>
  Object.values(templateFor({ cluster, name: 'shop' }, 'Monitoring').findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties as AlarmProperties,
  );

const alarmsThatSay = (cluster: string, words: RegExp): readonly AlarmProperties[] =>
  alarmsOf(cluster).filter(({ AlarmDescription }) => words.test(AlarmDescription));

describe('the alarms of clusters', () => {
  it.each(comparisonVariants)('each end with a page of this repository, for %s', (_name, context) => {
    const alarms = templateFor(context, 'Monitoring').findResources('AWS::CloudWatch::Alarm');
    for (const { Properties } of Object.values(alarms)) {
      const { AlarmDescription, AlarmActions, OKActions } = Properties as AlarmProperties;
      const [page = ''] = /docs\/runbooks\/[\w-]+\.md$/.exec(AlarmDescription) ?? [];
      expect(existsSync(join(root, page)) ? page : `missing: ${AlarmDescription}`).toBe(page);
      expect([AlarmActions.length, OKActions.length]).toEqual([1, 1]);
    }
  });

  it('ask both kinds the same of a broker: busy, full, short of replicas', () => {
    const questions = (cluster: string) =>
      alarmsOf(cluster)
        .map(({ AlarmDescription }) => AlarmDescription)
        .filter(words => / broker 1 /.test(words))
        .map(words => words.replace(/^[\w-]+: /, ''))
        .toSorted();
    expect(questions('msk').length).toBeGreaterThan(4);
    expect(questions('ec2')).toEqual(questions('msk'));
  });

  it.each(['msk', 'msk-express', 'ec2'])('take what only the controller knows as a maximum, on %s', cluster => {
    const [alarm] = alarmsThatSay(cluster, /no controller has been active/);
    const statistics = alarm?.Metrics?.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Stat] : []));
    expect(statistics ?? [(alarm as unknown as { readonly Statistic: string }).Statistic]).toEqual(
      cluster === 'ec2' ? ['Maximum', 'Maximum', 'Maximum'] : ['Maximum'],
    );
  });

  it('ask Express for nothing that it does not publish', () => {
    const asked = JSON.stringify(alarmsOf('msk-express'));
    expect(asked).not.toMatch(/UnderReplicatedPartitions|OfflinePartitionsCount|KafkaDataLogsDiskUsed|UnderMinIsr/);
    expect(asked).toContain('ProduceThrottleTime');
  });

  it('ask nothing of Serverless, which has no brokers that anybody sees', () => {
    expect(alarmsOf('msk-serverless')).toEqual([]);
  });

  it('tell of each node on EC2 that says nothing, controllers too', () => {
    expect(alarmsThatSay('ec2', /^shop-ec2: node \d+ has published nothing/)).toHaveLength(6);
  });
});

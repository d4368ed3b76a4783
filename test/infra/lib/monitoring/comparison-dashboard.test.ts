import { describe, expect, it } from 'vitest';
import { comparisonVariants, templateFor } from '../../synth.ts';

interface Widget {
  readonly type: 'text' | 'metric';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly title?: string; readonly markdown?: string; readonly metrics?: unknown };
}

interface JoinedBody {
  readonly 'Fn::Join': readonly [string, readonly unknown[]];
}

/** Regions are left open until it is deployed. */
const widgetsOf = (context: Readonly<Record<string, string>>): readonly Widget[] => {
  const [dashboard] = Object.values(templateFor(context, 'Monitoring').findResources('AWS::CloudWatch::Dashboard'));
  const { DashboardBody: body } = dashboard!['Properties'] as { readonly DashboardBody: string | JoinedBody };
  const text =
    typeof body === 'string'
      ? body
      : body['Fn::Join'][1].map(part => (typeof part === 'string' ? part : 'eu-west-1')).join('');
  return (JSON.parse(text) as { readonly widgets: readonly Widget[] }).widgets;
};

const titleOf = ({ properties }: Widget): string =>
  properties.title?.replace(/ \(.*/, '') ?? /^\*\*(.*)\*\*/.exec(properties.markdown ?? '')?.[1] ?? '';

describe('the dashboard of a comparison', () => {
  it('has the same tile of both clusters in each row', () => {
    const rows = Map.groupBy(widgetsOf({ cluster: 'both' }).slice(2), ({ y }) => y);
    expect(rows.size).toBeGreaterThan(10);
    for (const row of rows.values()) {
      expect(row.map(({ x, width }) => [x, width])).toEqual([
        [0, 12],
        [12, 12],
      ]);
      expect(new Set(row.map(titleOf)).size).toBe(1);
      expect(new Set(row.map(({ height }) => height)).size).toBe(1);
    }
  });

  it('has health, CPU, bytes, storage, lag and request latency for every kind of cluster', () => {
    for (const [, context] of comparisonVariants) {
      const titles = widgetsOf(context).map(titleOf).join('\n');
      for (const tile of ['Health', 'CPU', 'Bytes in', 'Bytes out', 'Storage', 'Lag', 'Produce requests', 'Consumer'])
        expect(titles).toContain(tile);
    }
  });

  it('says what a kind of cluster does not publish, in place of an empty graph', () => {
    const [health] = widgetsOf({ cluster: 'msk-serverless' }).slice(1);
    expect(health?.properties.markdown).toContain('MSK Serverless does not publish this.');
  });

  it('shows the brokers of MSK and the nodes on EC2 under the names each has in CloudWatch', () => {
    const shown = JSON.stringify(widgetsOf({ cluster: 'both', name: 'shop' }));
    expect(shown).toContain('["AWS/Kafka","BytesInPerSec","Broker ID","1","Cluster Name","shop-msk"');
    expect(shown).toContain('["KafkaSteward/Nodes","BytesInPerSec","ClusterName","shop-ec2","NodeId","1"');
  });
});

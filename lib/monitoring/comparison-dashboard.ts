import { Dashboard, GraphWidget, type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Tile, tiles } from './cluster-tiles.ts';
import type { WatchedCluster } from './watched-cluster.ts';

export interface ComparisonDashboardProps {
  readonly name: string;
  readonly clusters: readonly WatchedCluster[];
}

/** The clusters side by side, one a column, the same tile in the same row. */
export class ComparisonDashboard extends Construct {
  constructor(scope: Construct, id: string, { name, clusters }: ComparisonDashboardProps) {
    super(scope, id);
    const width = Math.floor(dashboardColumns / clusters.length);
    new Dashboard(this, 'Dashboard', {
      dashboardName: name,
      widgets: [
        clusters.map(cluster => new TextWidget({ markdown: headingOf(cluster), width, height: 2 })),
        ...tiles.map(tile => clusters.map(cluster => widgetOf(tile, cluster, width))),
      ],
    });
  }
}

const dashboardColumns = 24;
const tileHeight = 6;

const widgetOf = ({ title, unit, most, metricsOf }: Tile, cluster: WatchedCluster, width: number): IWidget => {
  const metrics = metricsOf(cluster);
  // The row keeps its height, so that what stands beside each other is the same thing.
  if (metrics.length === 0) {
    const markdown = `**${title}**\n\n${kindNames[cluster.kind]} does not publish this.`;
    return new TextWidget({ markdown, width, height: tileHeight });
  }
  return new GraphWidget({
    title: `${title} (${unit})`,
    left: [...metrics],
    leftYAxis: { min: 0, max: most, showUnits: false },
    width,
    height: tileHeight,
  });
};

const kindNames: Readonly<Record<WatchedCluster['kind'], string>> = {
  msk: 'MSK Standard',
  'msk-express': 'MSK Express',
  'msk-serverless': 'MSK Serverless',
  ec2: 'Kafka on EC2',
};

const headingOf = ({ kind, name }: WatchedCluster): string => {
  const advice = kind === 'ec2' ? ' Its lag comes from the lag check: deploy the Operations stack for it.' : '';
  return `## ${kindNames[kind]}\n${name}.${advice}`;
};

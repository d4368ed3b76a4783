import type { ClusterDescription } from '../../src/domain/kafka/cluster.ts';
import { counted, grouped } from '../../src/domain/lag/figures.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const brokerColumns: readonly Column[] = [
  { title: 'BROKER', align: 'right' },
  { title: 'ADDRESS', cutDownTo: 20 },
  { title: 'RACK', cutDownTo: 8, leaveOutRank: 1 },
  { title: 'LEADERS', align: 'right' },
  { title: 'REPLICAS', align: 'right', leaveOutRank: 2 },
  { title: '' },
];
const capabilityColumns: readonly Column[] = [{ title: 'THIS CLUSTER ALLOWS' }, { title: '' }];

export function renderCluster(cluster: ClusterDescription, page: Page): string {
  const brokers = cluster.brokers.map(({ brokerId, host, port, rack, leaderCount, replicaCount }) => ({
    cells: [
      String(brokerId),
      toSafeText(`${host}:${port}`),
      toSafeText(rack ?? ''),
      grouped(leaderCount),
      grouped(replicaCount),
      brokerId === cluster.controllerId ? 'controller' : '',
    ],
  }));
  const capabilities = cluster.capabilities.map(({ name, supported, reason }) => ({
    cells: [toSafeText(name), supported ? paint(page, 'green', 'yes') : paint(page, 'yellow', 'no')],
    notes: reason === undefined ? [] : [toSafeText(reason)],
  }));
  const sections = [
    layOutNotes(describeFacts(cluster, page), 0, page),
    layOutTable(brokerColumns, brokers, page),
    capabilities.length === 0 ? [] : layOutTable(capabilityColumns, capabilities, page),
  ];
  return joinSections(sections);
}

function describeFacts(cluster: ClusterDescription, page: Page): string[] {
  const { clusterId, versionEstimate, metadataMode, features, topicCount, partitionCount } = cluster;
  const { underReplicatedPartitionCount: thin, leaderlessPartitionCount: leaderless } = cluster;
  const mode = metadataMode === undefined ? '' : `, ${metadataMode}`;
  const levels = features.map(({ name, level }) => `${toSafeText(name)} ${level}`).join(', ');
  const health = [
    ...(leaderless > 0 ? [paint(page, 'red', `${counted(leaderless, 'partition')} without a leader`)] : []),
    ...(thin > 0 ? [paint(page, 'yellow', `${counted(thin, 'partition')} with too few replicas in sync`)] : []),
  ];
  return [
    `cluster ${toSafeText(clusterId)}: Kafka ${toSafeText(versionEstimate)}${mode}, ${counted(cluster.brokers.length, 'broker')}`,
    ...(levels === '' ? [] : [`features: ${levels}`]),
    `${counted(topicCount, 'topic')}, ${counted(partitionCount, 'partition')}: ${health.join(', ') || 'all replicas in sync'}`,
  ];
}

import { describeShape } from '../../src/domain/local/cluster-shape.ts';
import type { LocalStatus, NodeCondition, PresentCluster } from '../../src/domain/local/local-status.ts';
import { type Page, type Paint, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { type Column, layOutTable } from './table.ts';

const nodeColumns: readonly Column[] = [
  { title: 'NODE' },
  { title: 'STATE' },
  { title: 'ADDRESS' },
  { title: 'RACK', leaveOutRank: 2 },
  { title: 'PID', align: 'right' },
  { title: 'LOG', leaveOutRank: 1 },
];

const paints: Readonly<Record<NodeCondition, Paint>> = {
  running: 'green',
  starting: 'yellow',
  stopped: 'dim',
  broken: 'red',
};

export function renderLocalStatus(status: LocalStatus, page: Page): string {
  if (status.condition === 'absent') {
    return `no local cluster is in ${toSafeText(status.directory)}; start one with kafka-steward local up\n`;
  }
  const nodes = status.nodes.map(({ name, condition, address, rack, pid, logPath }) => ({
    cells: [
      name,
      paint(page, paints[condition], condition),
      address,
      rack ?? '',
      pid === undefined ? '' : String(pid),
      toSafeText(logPath),
    ],
  }));
  const sections = [
    [`${describeShape(status)}: ${status.condition}`, `cluster id ${status.clusterId}`],
    layOutTable(nodeColumns, nodes, page),
    status.condition === 'running' ? howToReach(status) : [advice[status.condition]],
  ];
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

const advice = {
  starting: 'some nodes do not listen yet; look again in some seconds, or at their logs',
  stopped: 'start it again, with its data, by kafka-steward local up with the same flags',
  degraded: 'start what is missing by kafka-steward local up with the same flags',
} as const;

function howToReach({ bootstrapServers, ...paths }: PresentCluster): string[] {
  const clientProperties = toSafeText(paths.clientPropertiesPath);
  return [
    `bootstrap servers  ${bootstrapServers}`,
    `login profile      ${clientProperties}`,
    `the lag check      kafka-steward lag check --command-config ${clientProperties}`,
    `Kafka's own tools  java -cp '${toSafeText(paths.jarsPath)}/*' org.apache.kafka.tools.TopicCommand --bootstrap-server ${bootstrapServers} --command-config ${clientProperties} --list`,
    // An older one repeats the client's nonce, which Kafka 4 refuses as a wrong password (librdkafka#4895).
    `kcat               kcat -F ${toSafeText(paths.librdkafkaPropertiesPath)} -L   (Kafka 4 and SCRAM: librdkafka 2.6.1 or later)`,
  ];
}

export interface LocalStop {
  readonly directory: string;
  readonly stopped: readonly string[];
  readonly purged: boolean;
}

export function renderLocalStop({ directory, stopped, purged }: LocalStop): string {
  const what = stopped.length === 0 ? 'nothing was running' : `stopped ${stopped.join(', ')}`;
  const data = purged ? `removed ${toSafeText(directory)}` : `data stays in ${toSafeText(directory)}`;
  return `${what}; ${data}\n`;
}

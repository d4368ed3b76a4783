import type { ChangeReport } from '../../src/domain/change/change-report.ts';
import type { Plan } from '../../src/domain/change/plan.ts';
import { counted, grouped } from '../../src/domain/lag/figures.ts';
import { nodeName } from '../../src/domain/nodes/cluster-node.ts';
import type { NodeStep } from '../../src/domain/nodes/node-step.ts';
import type { NodeRow, NodeStatusReport } from '../../src/domain/nodes/status-report.ts';
import type { ChangeRenderer, PlanIntent } from '../apply-plan.ts';
import { type Page, type Paint, paint } from './page.ts';
import { lastLineOf, layOutChecks } from './plan-checks.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const columns: readonly Column[] = [
  { title: 'NODE' },
  { title: 'ZONE', cutDownTo: 8, leaveOutRank: 2 },
  { title: 'STATE' },
  { title: 'LEADERS', align: 'right' },
  { title: 'IN SYNC', align: 'right' },
  { title: 'MACHINE', cutDownTo: 12, leaveOutRank: 1 },
  { title: '' },
];

export function renderNodes({ clusterId, nodes, gates }: NodeStatusReport, page: Page): string {
  const rows = nodes.map(node => ({
    cells: [
      nodeName(node),
      toSafeText(node.zone ?? ''),
      stateOf(node, page),
      grouped(node.leaders),
      `${grouped(node.replicasInSync)} of ${grouped(node.replicas)}`,
      toSafeText(node.machine ?? ''),
      node.leadsQuorum ? 'active controller' : '',
    ],
    notes: node.problem === undefined ? [] : [toSafeText(node.problem)],
  }));
  const shut = gates.filter(({ level }) => level === 'block');
  const open = paint(page, 'green', `all ${counted(gates.length, 'gate')} are open: a node may be taken out`);
  return joinSections([
    [`cluster ${toSafeText(clusterId)}, ${counted(nodes.length, 'node')}`],
    layOutTable(columns, rows, page),
    shut.length === 0
      ? [open]
      : shut.flatMap(({ sentence }) =>
          layOutNotes([`${paint(page, 'red', 'shut')}: ${toSafeText(sentence)}`], 0, page),
        ),
  ]);
}

function stateOf({ problem, process, isBusy, registration }: NodeRow, page: Page): string {
  if (problem !== undefined) return paint(page, 'yellow', 'unknown');
  if (process === undefined) return paint(page, 'red', 'down');
  if (isBusy) return paint(page, 'yellow', 'busy');
  if (registration === undefined || registration === 'in') return 'up';
  return paint(page, 'red', registration === 'fenced' ? 'fenced' : 'not registered');
}

export const nodesRenderer: ChangeRenderer<NodeStep> = { plan: renderPlan, report: renderReport };

function renderPlan(plan: Plan<NodeStep>, page: Page, intent: PlanIntent): string {
  const { planId, target, undoes, checks, steps } = plan;
  const back = undoes === undefined ? '' : `, takes back run ${undoes}`;
  const head = toSafeText(`plan ${planId}: cluster ${target.clusterId} as ${target.principal}${back}`);
  const taken = steps.filter(({ action }) => action === 'take-out');
  return joinSections([
    layOutNotes([head], 0, page),
    layOutNotes(
      taken.map((step, at) => toSafeText(`${at + 1}. ${step.means} ${nodeName(step)}: ${step.former} ends`)),
      2,
      page,
    ),
    layOutChecks(checks, page),
    layOutNotes([lastLineOf(plan, intent, page)], 0, page),
  ]);
}

const endings = {
  done: ['green', 'done: every node is back and in sync'],
  failed: ['red', 'failed: no node was touched'],
  refused: ['red', 'refused: no node was touched'],
  'not-verified': ['yellow', 'every node was taken out and came back, and the cluster is not whole'],
  'partly-applied': ['red', 'stopped half way: no further node was touched'],
} as const satisfies Readonly<Record<NonNullable<ChangeReport<NodeStep>['outcome']>, [Paint, string]>>;

function renderReport({ runId, outcome, reasons, plan, steps, findings }: ChangeReport<NodeStep>, page: Page): string {
  const [colour, text] = outcome === undefined ? (['yellow', 'not ended'] as const) : endings[outcome];
  const seen = findings.filter(({ kind }) => kind === 'as-planned').map(({ sentence }) => sentence);
  const isHalf = outcome === 'partly-applied';
  const backOrNot = isHalf ? tellEach(plan, steps) : [];
  return joinSections([
    layOutNotes([...seen, ...backOrNot].map(toSafeText), 2, page),
    layOutNotes(reasons.map(toSafeText), 0, page),
    [paint(page, colour, text), ...(isHalf ? [`run ${runId}; to go on: kafka-steward runs resume ${runId}`] : [])],
  ]);
}

/** Of a run that stopped: which nodes are done, which one is out, which were left alone. */
function tellEach({ steps }: Plan<NodeStep>, progress: ChangeReport<NodeStep>['steps']): readonly string[] {
  const byNode = Map.groupBy(
    steps.map((step, at) => ({ step, kind: progress[at]?.kind ?? 'waiting' })),
    ({ step }) => step.nodeId,
  );
  return [...byNode.values()].map(own => {
    const who = nodeName(own[0]!.step);
    if (own.every(({ kind }) => kind === 'waiting')) return `${who}: not touched`;
    const awaits = own.filter(({ step }) => step.action === 'await');
    return `${who}: ${awaits.every(({ kind }) => kind === 'done') ? 'back' : 'taken out, not seen back'}`;
  });
}

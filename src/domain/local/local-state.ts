import { OperationError } from '../errors.ts';
import type { LocalClusterShape } from './cluster-shape.ts';
import type { LocalNode } from './local-node.ts';

/** What the directory of a local cluster remembers. Holds no secret. */
export interface LocalState {
  readonly formatVersion: 1;
  /** On the command line of every process of this cluster, and of no other process. */
  readonly launchId: string;
  readonly clusterId: string;
  readonly shape: LocalClusterShape;
  readonly heapMegabytes: number;
  /** What the nodes were last started with. */
  readonly java: JavaSetup;
  readonly nodes: readonly LocalNode[];
  /** Processes started and not yet stopped on purpose; one that is gone has crashed. */
  readonly processes: readonly NodeProcess[];
}

/** What every Java process of a cluster needs. */
export interface JavaSetup {
  readonly command: string;
  /** The directory with the jars of the cluster's Kafka release. */
  readonly jars: string;
}

/** A process named so that another one that got its pid later is not taken for it. */
export interface NodeProcess {
  readonly nodeName: string;
  readonly pid: number;
  /** When the kernel says it started; compared, never computed with. */
  readonly startMark: string;
}

export function renderState(state: LocalState): string {
  return `${JSON.stringify(state, undefined, 2)}\n`;
}

/** Reads what renderState wrote; `path` is for the message only. */
export function parseState(text: string, path: string): LocalState {
  const document = parseJson(text);
  if (isState(document)) return document;
  throw new OperationError(
    'LocalClusterFailed',
    `${path} does not read as the state of a local cluster; remove the cluster with local down --purge`,
  );
}

/** The state after a node was started, or, without a process, stopped on purpose. */
export function withProcess(state: LocalState, nodeName: string, process?: NodeProcess): LocalState {
  const others = state.processes.filter(known => known.nodeName !== nodeName);
  return { ...state, processes: process === undefined ? others : [...others, process] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isState(document: unknown): document is LocalState {
  if (typeof document !== 'object' || document === null) return false;
  const state = document as Partial<Record<keyof LocalState, unknown>>;
  return (
    state.formatVersion === 1 &&
    typeof state.launchId === 'string' &&
    typeof state.clusterId === 'string' &&
    typeof state.shape === 'object' &&
    state.shape !== null &&
    typeof state.heapMegabytes === 'number' &&
    typeof state.java === 'object' &&
    state.java !== null &&
    Array.isArray(state.nodes) &&
    Array.isArray(state.processes)
  );
}

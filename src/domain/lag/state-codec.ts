import { OperationError } from '../errors.ts';
import { counted } from './figures.ts';
import { fnv1a } from './fingerprint.ts';
import type { Incident, IncidentNotice } from './incident.ts';
import { verdicts } from './verdict.ts';
import type { LagWindow } from './window.ts';
import { decodeWindow, encodeWindow } from './window-codec.ts';

/** Everything that is kept of one cluster from one lag check to the next. */
export interface LagState {
  readonly clusterId: string;
  /** Absent: the next check begins a window. */
  readonly window?: LagWindow;
  readonly incidents: readonly Incident[];
  /** Notices that are decided but, as far as is known, not delivered. */
  readonly outbox: readonly IncidentNotice[];
}

/** What could be read. With a `problem`, `state` has no window, or is missing if even the incidents are unreadable. */
export interface DecodedLagState {
  readonly state?: LagState;
  readonly problem?: OperationError;
}

const MAGIC = [0x4b, 0x53, 0x4c, 0x57]; // KSLW
const VERSION = 1;
const HEADER_BYTES = MAGIC.length + 1;
const SECTION_HEADER_BYTES = 8;

/**
 * The form: `KSLW`, a version, then two sections, each a length, a checksum and its bytes. The first is JSON (cluster,
 * incidents, outbox) and small, the second is the window. They are apart so that a damaged window, or one of another
 * version, does not take the open incidents along.
 */
export function encodeLagState(state: LagState): Uint8Array {
  const { clusterId, incidents, outbox } = state;
  const sections = [
    new TextEncoder().encode(JSON.stringify({ clusterId, incidents, outbox })),
    state.window === undefined ? new Uint8Array() : encodeWindow(state.window),
  ];
  const size = sections.reduce((sum, section) => sum + SECTION_HEADER_BYTES + section.length, HEADER_BYTES);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set([...MAGIC, VERSION]);
  let position = HEADER_BYTES;
  for (const section of sections) {
    view.setUint32(position, section.length);
    view.setUint32(position + 4, fnv1a(section));
    bytes.set(section, position + SECTION_HEADER_BYTES);
    position += SECTION_HEADER_BYTES + section.length;
  }
  return bytes;
}

/** Reads as much as can be read. Never throws: a stored object that nobody can read must not stop the checks. */
export function decodeLagState(bytes: Uint8Array): DecodedLagState {
  if (bytes.length < HEADER_BYTES || MAGIC.some((byte, index) => bytes[index] !== byte)) {
    return { problem: unreadable('is not a lag window', undefined) };
  }
  const first = sectionAt(bytes, HEADER_BYTES);
  const state = first === undefined ? undefined : parseState(first);
  const version = bytes[MAGIC.length]!;
  if (version !== VERSION) {
    const age = version > VERSION ? 'a newer' : 'an older';
    return { state, problem: unreadable(`is of ${age} version, ${version} and not ${VERSION}`, state) };
  }
  const second = first === undefined ? undefined : sectionAt(bytes, first.byteOffset - bytes.byteOffset + first.length);
  if (state === undefined || second === undefined) return { state, problem: unreadable('is damaged', state) };
  if (second.length === 0) return { state };
  try {
    return { state: { ...state, window: decodeWindow(second) } };
  } catch (cause) {
    return { state, problem: unreadable('is damaged', state, cause) };
  }
}

function sectionAt(bytes: Uint8Array, position: number): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = position + SECTION_HEADER_BYTES;
  if (start > bytes.length) return undefined;
  const length = view.getUint32(position);
  if (start + length > bytes.length) return undefined;
  const section = bytes.subarray(start, start + length);
  return fnv1a(section) === view.getUint32(position + 4) ? section : undefined;
}

function parseState(section: Uint8Array): LagState | undefined {
  try {
    const parsed = JSON.parse(new TextDecoder().decode(section)) as Partial<LagState> | null;
    const { clusterId, incidents, outbox } = parsed ?? {};
    if (typeof clusterId !== 'string' || !Array.isArray(incidents) || !Array.isArray(outbox)) return undefined;
    return { clusterId, incidents: incidents.filter(isIncident), outbox: outbox.filter(isNotice) };
  } catch {
    return undefined;
  }
}

// An entry of another version that lacks what this one needs is left out rather than passed on.
function isIncident(value: Partial<Incident> | null): value is Incident {
  if (value === null) return false;
  const texts = [value.incidentId, value.group];
  return texts.every(text => typeof text === 'string') && Number.isFinite(value.openedAtMs) && isVerdict(value.verdict);
}

function isNotice(value: Partial<IncidentNotice> | null): value is IncidentNotice {
  if (value === null) return false;
  const texts = [value.noticeId, value.incidentId, value.clusterId, value.group, value.evidence, value.transition];
  return texts.every(text => typeof text === 'string') && isVerdict(value.verdict);
}

function isVerdict(value: unknown): boolean {
  return verdicts.some(verdict => verdict === value);
}

function unreadable(what: string, state: LagState | undefined, cause?: unknown): OperationError {
  const kept =
    state === undefined
      ? 'its incidents are lost and groups that are still not OK open new ones'
      : `${counted(state.incidents.length, 'open incident')} kept`;
  return new OperationError('WindowUnreadable', `the stored lag window ${what}; a new window begins, ${kept}`, {
    cause,
  });
}

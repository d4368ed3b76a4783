import type { BrokerProof } from '../../src/domain/scram/broker-proof.ts';
import type { PhaseReport } from '../../src/operations/scram-phase.ts';
import type { RotateScramResult } from './contract.ts';

/** The part of a report that is worth logging: no password is in it, nor in the whole. */
export function resultOf({ kind, report }: PhaseReport): RotateScramResult {
  const { runId, outcome = 'failed', reasons, steps } = report;
  if (kind === 'reached') return { kind, runId };
  const proofs = steps.flatMap(step => (step.kind === 'done' ? proofsOf(step.detail) : []));
  return { kind, runId, outcome, reasons, brokers: proofs.map(({ brokerId, afterMs }) => ({ brokerId, afterMs })) };
}

function proofsOf(detail: unknown): readonly BrokerProof[] {
  return (detail as { readonly brokers?: readonly BrokerProof[] } | undefined)?.brokers ?? [];
}

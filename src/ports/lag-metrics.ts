import type { LagReport } from '../domain/lag/verdict.ts';

/** Publishes the figures of a lag check. Called once a sample that counts; a repeated delivery publishes nothing. */
export interface LagMetrics {
  publish(report: LagReport): void;
}

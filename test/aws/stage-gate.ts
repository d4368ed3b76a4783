import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stops a function at one stage, once: `before` its work until the test lets it pass, `after` its work for ever. */
export interface StageGate {
  readonly stage: string;
  readonly side: 'before' | 'after';
  /** Where function and test tell each other. */
  readonly directory: string;
}

export const makeGate = (stage: string, side: StageGate['side']): StageGate => ({
  stage,
  side,
  directory: mkdtempSync(join(tmpdir(), 'kafka-steward-gate-')),
});

export const removeGate = ({ directory }: StageGate): void => rmSync(directory, { recursive: true, force: true });

const fileOf = ({ directory }: StageGate, what: 'reached' | 'passed'): string => join(directory, what);

export const isReached = (gate: StageGate): boolean => existsSync(fileOf(gate, 'reached'));

export const letPass = (gate: StageGate): void => writeFileSync(fileOf(gate, 'passed'), '');

/** For the variable of the function that says where it is to stop. */
export const gateVariable = 'TEST_STAGE_GATE';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** The handler behind the gate that the environment names, or as it is. */
export const behindGate = (handler: Handler, environment: NodeJS.ProcessEnv): Handler => {
  const named = environment[gateVariable];
  if (named === undefined) return handler;
  const gate = JSON.parse(named) as StageGate;
  return async (event, context) => {
    const isHere = (event as { readonly stage?: string }).stage === gate.stage && !isReached(gate);
    if (!isHere) return await handler(event, context);
    if (gate.side === 'after') await handler(event, context);
    writeFileSync(fileOf(gate, 'reached'), '');
    while (gate.side === 'after' || !existsSync(fileOf(gate, 'passed'))) await sleep(20);
    return await handler(event, context);
  };
};

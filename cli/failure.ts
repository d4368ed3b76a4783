import { CommanderError } from 'commander';
import { OperationError } from '../src/domain/errors.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { writeJson } from './render/json.ts';
import { toSafeText } from './render/safe-text.ts';
import { readerGone, type Shell } from './shell.ts';

/** A failure as `--json` prints it, in the place of the report. */
interface FailureDocument {
  readonly error: { readonly name: string; readonly message: string; readonly retryable: boolean };
}

/**
 * Tells a failure: one line on stderr; with `--json` also one document on stdout, so that a pipe always gets JSON.
 * `--debug` adds where it came from. Where nobody reads on, the command ends as far as it came: `soFar`.
 */
export function tellFailure(
  error: unknown,
  shell: Shell,
  asked: { readonly json: boolean; readonly debug: boolean },
  soFar: ExitCode = exitCodes.done,
): ExitCode {
  if (shell.interruption.aborted) {
    return shell.interruption.reason === readerGone ? soFar : exitCodes.interrupted;
  }
  if (error instanceof CommanderError && (error.exitCode === 0 || error.code === 'commander.help')) {
    return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
  }
  const { error: failure } = toFailureDocument(error);
  shell.stderr.write(`error: ${toSafeText(failure.message)}\n`);
  if (asked.debug) {
    shell.stderr.write(`${traceOf(error)}\n`);
  }
  if (asked.json) {
    writeJson(shell, { error: failure } satisfies FailureDocument);
  }
  if (refusalNames.has(failure.name)) return exitCodes.refused;
  return usageNames.has(failure.name) ? exitCodes.wrongUsage : exitCodes.unexpected;
}

// What was named is not there: whoever typed it has to look again.
const usageNames: ReadonlySet<string> = new Set([
  'InputInvalid',
  'ConfigurationInvalid',
  'GroupUnknown',
  'TopicUnknown',
  'RunUnknown',
  'SecretUnknown',
]);
const refusalNames: ReadonlySet<string> = new Set(['ApprovalUnknown', 'ApprovalOver', 'PlanAltered']);

function toFailureDocument(error: unknown): FailureDocument {
  if (error instanceof CommanderError) {
    return { error: { name: 'InputInvalid', message: toOneLine(error.message), retryable: false } };
  }
  if (error instanceof OperationError) {
    return { error: { name: error.name, message: toOneLine(error.message), retryable: error.retryable } };
  }
  const message = error instanceof Error ? error.message : String(error);
  const told = `this should not have happened: ${toOneLine(message)}; run again with --debug to see where`;
  return { error: { name: 'InternalError', message: told, retryable: false } };
}

/** Commander says `error: …` itself, and puts its suggestion on a second line. */
function toOneLine(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*\((.*)\)\s*$/, ' ($1)')
    .replaceAll(/\s*\n\s*/g, ' ');
}

function traceOf(error: unknown): string {
  const lines: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    lines.push((at.stack ?? at.message).split('\n').map(toSafeText).join('\n'));
  }
  return lines.join('\ncaused by: ');
}

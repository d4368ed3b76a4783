import { outcomeExitCodes, type RunOutcome } from '../../src/domain/change/run-outcome.ts';

/** JSONata, as Step Functions marks it. */
export const jsonata = (expression: string): string => `{% ${expression} %}`;

/** What every event has. */
export const ofRun = { runId: jsonata('$runId'), requestedBy: jsonata('$requestedBy') } as const;

/** The variables of a run, as they are before anything was done. Nothing in them is large or secret. */
export const atTheBeginning = {
  runId: jsonata('$states.context.Execution.Name'),
  requestedBy: jsonata(
    "$type($states.input.requestedBy) = 'string' and $states.input.requestedBy != '' ? $states.input.requestedBy : 'state machine'",
  ),
  // Whatever was given: the stage that plans says what is wrong with it.
  request: jsonata('$exists($states.input.request) ? $states.input.request : null'),
  clusterId: jsonata('null'),
  actCalls: 0,
  declined: jsonata('null'),
  failure: jsonata('null'),
  outcome: 'failed' satisfies RunOutcome,
  reasons: [],
};

const cause = "($exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : '')";

/** What a stage failed with, to be reported. */
export const failureOfStage = {
  failure: { error: jsonata('$states.errorOutput.Error'), cause: jsonata(cause) },
};

/** The same as a sentence, where nothing can be reported any more: the message out of what Lambda tells, or all of it. */
const sentence = `$states.errorOutput.Error & ': ' & $substring(($m := $match(${cause}, /"errorMessage":\\s*"((\\\\.|[^\\\\"])*)"/); $count($m) > 0 ? $m[0].groups[0] : ${cause}), 0, 1000)`;

export const failureBeforeRun = { reasons: [jsonata(sentence)] };

/** What the run came to is in its journal, but not known here. */
export const failureOfReport = {
  outcome: 'not-reported',
  reasons: jsonata(
    `$append($failure = null ? [] : [$failure.error], 'the report could not be written: ' & ${sentence})`,
  ),
};

const errorByOutcome = Object.fromEntries(
  [...Object.keys(outcomeExitCodes), 'not-reported'].map(outcome => [outcome, pascalCase(outcome)]),
);

/** How an execution ends that is not done: the outcome, and why. */
export const ending = {
  error: jsonata(`$lookup(${JSON.stringify(errorByOutcome)}, $outcome)`),
  cause: jsonata("$substring($join($reasons, '; '), 0, 8000) & '. The whole story: kafka-steward runs show ' & $runId"),
};

function pascalCase(words: string): string {
  return words.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}

import validate from 'asl-validator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runbookDeclarations, runbookKinds } from '../../../../lib/runbooks/declarations.ts';
import { heldError, repeatableErrors } from '../../../../src/domain/change/repeatable-errors.ts';
import { errorNames } from '../../../../src/domain/errors.ts';
import { nodesContext } from '../../synth.ts';
import { followersOf, renderDefinition, type State } from './definition.ts';

const terminal = new Set(['Done', 'NotDone']);

describe.each(runbookKinds)('the state machine of %s', kind => {
  const definition = renderDefinition({ ...nodesContext, runbooks: kind, approvalSeconds: '900' });
  const states = Object.entries(definition.States);
  const tasks = states.filter(([, { Type }]) => Type === 'Task');
  const stateOf = (name: string): State => definition.States[name]!;

  it('is Amazon States Language with every expression in order', () => {
    const { errors } = validate(structuredClone(definition));
    expect(errors).toEqual([]);
    expect(definition.QueryLanguage).toBe('JSONata');
  });

  it('has no state that nothing leads to', () => {
    const reached = new Set<string>();
    const visit = (name: string): void => {
      if (reached.has(name)) return;
      reached.add(name);
      const { onward, failed } = followersOf(stateOf(name));
      for (const next of [...onward, ...failed]) visit(next);
    };
    visit(definition.StartAt);
    expect(states.map(([name]) => name).filter(name => !reached.has(name))).toEqual([]);
  });

  it('unlocks the cluster whichever stages fail, and however often', () => {
    const anyPath = fc.infiniteStream(fc.record({ fails: fc.boolean(), choice: fc.nat() }));
    fc.assert(
      fc.property(anyPath, path => {
        const visited: string[] = [];
        let name = definition.StartAt;
        for (const { fails, choice } of path) {
          visited.push(name);
          if (terminal.has(name)) break;
          const { onward, failed } = followersOf(stateOf(name));
          const next = fails && failed.length > 0 ? failed : onward;
          name = next[choice % next.length]!;
        }
        expect(visited.indexOf('Unlock')).toBeGreaterThan(visited.indexOf('Lock'));
        expect(visited.filter(state => state === 'Unlock')).toHaveLength(1);
      }),
    );
  });

  it('reports every run that got as far as a plan, before it unlocks', () => {
    const afterPlan = ['Plan', 'AskApproval', 'Check', 'CleanUp', 'Verify'];
    for (const name of afterPlan) expect(new Set(followersOf(stateOf(name)).failed)).toEqual(new Set(['Report']));
    expect(followersOf(stateOf('Act')).failed).toEqual(['CleanUp']);
    expect(followersOf(stateOf('Report'))).toEqual({ onward: ['Unlock'], failed: ['Unlock'] });
  });

  it('catches every error of every task', () => {
    for (const [name, { Catch = [] }] of tasks)
      expect([name, Catch.at(-1)?.ErrorEquals]).toEqual([name, ['States.ALL']]);
  });

  it('has a limit for the time of each task, and one for the whole that is above all of them together', () => {
    const { stageSeconds, mostActCalls } = runbookDeclarations[kind];
    for (const [name, { TimeoutSeconds = 0 }] of tasks) expect([name, TimeoutSeconds > 0]).toEqual([name, true]);
    expect(stateOf('Act').TimeoutSeconds).toBeGreaterThan(stageSeconds.act);
    const longestOf = ({ TimeoutSeconds = 0, Retry = [] }: State) =>
      Retry.reduce(
        (total, { MaxAttempts, MaxDelaySeconds }) => total + MaxAttempts * (TimeoutSeconds + MaxDelaySeconds),
        TimeoutSeconds,
      );
    const longest = tasks.map(([name, task]) => longestOf(task) * (name === 'Act' ? mostActCalls : 1));
    expect(definition.TimeoutSeconds).toBeGreaterThanOrEqual(longest.reduce((sum, seconds) => sum + seconds, 0));
  });

  it('repeats a stage only after errors that are named, all of them passing ones', () => {
    const allowed = [heldError, ...repeatableErrors, 'Runtime.ExitError', 'Sandbox.Timedout', 'States.Timeout'];
    for (const [name, { Retry = [] }] of tasks) {
      const errors = Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
      expect([name, errors.filter(error => !allowed.includes(error) && !error.startsWith('Lambda.'))]).toEqual([
        name,
        [],
      ]);
      expect([name, new Set(errors).size]).toEqual([name, errors.length]);
      expect(errors).toEqual(expect.arrayContaining([...repeatableErrors, 'Lambda.TooManyRequestsException']));
    }
    const ours = allowed.filter(error => !/[.]/.test(error));
    expect(errorNames).toEqual(expect.arrayContaining(ours));
  });

  it('waits for a held cluster where it takes the lock, and nowhere else', () => {
    const waiting = tasks.filter(([, { Retry = [] }]) =>
      Retry.some(({ ErrorEquals }) => ErrorEquals.includes(heldError)),
    );
    expect(waiting.map(([name]) => name)).toEqual(['Lock']);
    const { IntervalSeconds, BackoffRate } = stateOf('Lock').Retry![0]!;
    expect(IntervalSeconds).toBeGreaterThanOrEqual(5);
    expect(BackoffRate).toBeGreaterThan(1);
  });

  it('takes no answer in time for a no, and never asks again for it', () => {
    const { TimeoutSeconds, Retry = [], Catch = [] } = stateOf('AskApproval');
    expect(TimeoutSeconds).toBe(900);
    expect(Retry.flatMap(({ ErrorEquals }) => ErrorEquals)).not.toContain('States.Timeout');
    expect(Catch[0]).toMatchObject({
      ErrorEquals: ['States.Timeout'],
      Assign: { declined: { person: 'nobody', reason: 'no answer within 900 s' } },
      Next: 'Report',
    });
  });

  it('gives the task token to the function that keeps it, and to no variable, output or other stage', () => {
    const withToken = states.filter(([, state]) => JSON.stringify(state).includes('Token'));
    expect(withToken.map(([name]) => name)).toEqual(['AskApproval']);
    const { Arguments, Resource, ...rest } = stateOf('AskApproval');
    expect(Resource).toMatch(/lambda:invoke[.]waitForTaskToken$/);
    expect(Arguments?.Payload).toMatchObject({ taskToken: '{% $states.context.Task.Token %}' });
    expect(JSON.stringify(rest)).not.toContain('Token');
  });

  it('sends each stage to the function that is made for it', () => {
    const functionOf = (name: string) => stateOf(name).Arguments?.FunctionName ?? '';
    const own = new Set(['Lock', 'Plan', 'Check', 'Act', 'CleanUp', 'Verify'].map(functionOf));
    const tracking = new Set(['AskApproval', 'Report', 'Unlock'].map(functionOf));
    expect([own.size, tracking.size]).toEqual([1, 1]);
    expect([...tracking][0]).toMatch(/function:RunbooksTracking/);
    expect(own).not.toEqual(tracking);
  });
});

import { tasksSchema } from '../../../src/adapters/cost-request/request-schema.ts';
import { sumLines } from '../../../src/domain/cost/bill.ts';
import { usdText } from '../../../src/domain/cost/money.ts';
import { defaultTasks, type PeopleTask, peopleLines } from '../../../src/domain/cost/people.ts';
import { optionKinds } from '../../../src/domain/cost/sizing.ts';
import { optionNames } from '../../render/cost-words.ts';
import { type Html, html } from '../html.ts';
import { renderTable } from '../table.ts';
import type { Answered } from './answer.ts';
import { type Inputs, parsedTasks } from './inputs.ts';

/** The tasks that a file or a link gives, where they can be read, else those that are edited from the start. */
export function tasksOf({ tasks }: Inputs): readonly PeopleTask[] {
  if (tasks === undefined) return defaultTasks;
  const given = tasksSchema.safeParse(parsedTasks(tasks));
  return given.success ? given.data : defaultTasks;
}

/** What somebody typed as hours; text that is no number is refused later, by its name. */
export function hoursOf(text: string): number | string {
  const said = text.trim();
  if (said === '') return 0;
  return /^\d{1,3}(\.\d{1,6})?$/.test(said) ? Number(said) : said;
}

export function areHours(text: string): boolean {
  const hours = hoursOf(text);
  return typeof hours === 'number' && hours <= 744;
}

/** The tasks as a link carries them; undefined where they are those from the start. */
export function tasksText(tasks: readonly object[]): string | undefined {
  const text = JSON.stringify(tasks);
  return text === JSON.stringify(defaultTasks) ? undefined : text;
}

/** A field for the hours of each task on each option. */
export function renderHours(tasks: readonly PeopleTask[]): Html {
  return renderTable({
    title: 'Hours a month by task',
    columns: ['Hours a month', ...optionKinds.map(option => `#${optionNames[option]}`)],
    rows: tasks.map(({ task, hoursPerMonth }, row) => [
      task,
      ...optionKinds.map(
        option =>
          html`<input type="text" inputmode="decimal" size="4" data-row="${row}" data-task="${task}" data-option="${option}" aria-label="${task}, ${optionNames[option]}, hours a month" value="${String(hoursPerMonth[option])}">`,
      ),
    ]),
  });
}

/** What the hours come to. */
export function renderPeople({ options }: Answered): Html {
  const { tasks, usdPerHour, inTotals } = options.people;
  const rows = [
    ['hours', ...optionKinds.map(option => hoursText(tasks.map(({ hoursPerMonth }) => hoursPerMonth[option])))],
    [
      html`<strong>USD</strong>`,
      ...optionKinds.map(option => usdText(sumLines(peopleLines(option, tasks, usdPerHour)))),
    ],
  ];
  const columns = ['A month', ...optionKinds.map(option => `#${optionNames[option]}`)];
  return html`<p>At ${usdPerHour} USD an hour, ${inTotals ? 'in the totals above' : 'beside the totals above, not in them'}.</p>
${renderTable({ title: 'People a month', columns, rows })}`;
}

function hoursText(hours: readonly number[]): string {
  return String(Number(hours.reduce((sum, each) => sum + each, 0).toFixed(6)));
}

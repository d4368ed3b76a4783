import { describe, expect, it } from 'vitest';
import { areHours, hoursOf, renderHours, tasksOf, tasksText } from '../../../../../cli/report/cost/people.ts';
import { defaultTasks } from '../../../../../src/domain/cost/people.ts';

const hoursPerMonth = { 'msk-standard': 0, 'msk-express': 1, 'msk-serverless': 0, ec2: 4.5 };
const tasks = [{ task: 'nights & <weekends>', hoursPerMonth }];

describe('the hours of people on the cost page', () => {
  it('come out of a link as they went in, and are left out of it where nobody changed them', () => {
    expect(tasksOf({ tasks: tasksText(tasks)! })).toEqual(tasks);
    expect(tasksText(defaultTasks)).toBeUndefined();
    expect(tasksOf({})).toEqual(defaultTasks);
  });

  it.each(['{', '[{}]', '7'])('are those from the start where the link says %s', text => {
    expect(tasksOf({ tasks: text })).toEqual(defaultTasks);
  });

  it.each<[string, number | string, boolean]>([
    ['4', 4, true],
    [' 0.25 ', 0.25, true],
    ['', 0, true],
    ['745', 745, false],
    ['-1', '-1', false],
    ['1e3', '1e3', false],
    ['many', 'many', false],
  ])('are read from %j', (text, hours, isUsable) => {
    expect(hoursOf(text)).toBe(hours);
    expect(areHours(text)).toBe(isUsable);
  });

  it('have a field for each option, with a name', () => {
    const { markup } = renderHours(tasks);
    expect(markup.match(/<input /g)).toHaveLength(4);
    expect(markup).toContain('aria-label="nights &#38; &#60;weekends&#62;, Kafka on EC2, hours a month" value="4.5"');
  });
});

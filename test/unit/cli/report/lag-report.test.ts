import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderLagReport } from '../../../../cli/report/lag-report.ts';
import { lagHistory } from '../../../builders/lag-history.ts';
import { groupVerdict, lagReport, stalledBilling } from '../../../builders/lag-report.ts';

const nextStep = { sentence: 'look', runbook: 'docs/runbooks/lag-warn.md' };
const warnings = (count: number) =>
  Array.from({ length: count }, (_, at) => groupVerdict({ group: `group-${at}`, verdict: 'WARN', nextStep }));

function headline(...groups: Parameters<typeof lagReport>[0]): string | undefined {
  return /<h1[^>]*>(.*?)<\/h1>/.exec(renderLagReport(lagReport(groups), lagHistory))?.[1];
}

describe('the lag report', () => {
  it('begins with what matters most', () => {
    const warned = groupVerdict({ verdict: 'WARN', nextStep });
    expect(headline(stalledBilling, warned, groupVerdict())).toBe('1 group needs a person, 1 needs an eye');
    expect(headline(stalledBilling, stalledBilling)).toBe('2 groups need a person');
    expect(headline(warned, warned)).toBe('2 groups need an eye');
    expect(headline(groupVerdict({ verdict: 'NEW' }))).toBe('1 group seen too briefly to judge');
    expect(headline(groupVerdict(), groupVerdict())).toBe('All groups keep up');
    expect(headline()).toBe('No group to judge');
  });

  it('allows no script and no style but its own, by hash', () => {
    const page = renderLagReport(lagReport([stalledBilling]), lagHistory);
    const hashOf = (element: string) => {
      const text = new RegExp(`<${element}>([^]*?)</${element}>`).exec(page)![1]!;
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1];
    expect(policy).toBe(
      `default-src 'none'; script-src ${hashOf('script')}; style-src ${hashOf('style')}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/(src|href)=["']?http|@import|url\(/);
  });

  it('lets no name out of the place it is shown in', () => {
    const group = '</script><script>alert(1)</script>';
    const history = { ...lagHistory, groups: [{ group, lagRecords: lagHistory.groups[0]!.lagRecords }] };
    const report = lagReport([{ ...stalledBilling, group }], { clusterId: '"><img src=x>' });
    const page = renderLagReport(report, history);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toContain('<img');
    expect(page).toContain('&#60;/script&#62;&#60;script&#62;alert(1)');
  });

  it('says what to do about a finding of a group whose verdict is OK', () => {
    const findings = [{ kind: 'commitAboveEnd', topic: 't', partition: 0, sentence: 't-0: above' }] as const;
    const page = renderLagReport(lagReport([groupVerdict({ findings })]), lagHistory);
    expect(page).toContain('Runbook: <code>docs/runbooks/lag-commit-above-end.md</code>');
  });

  it('counts the groups that it has no room for', () => {
    const page = renderLagReport(lagReport(warnings(130)), lagHistory);
    expect(page.match(/<article/g)).toHaveLength(100);
    expect(page).toContain('… and 30 more groups.');
  });

  it('draws no chart of one sample, and says everything without it', () => {
    const page = renderLagReport(lagReport([stalledBilling]), { timesMs: [0], groups: [] });
    expect(page).not.toContain('<div class="chart');
    expect(page).toContain('the commit stands at 41,207');
  });

  it('tells what could not be read', () => {
    const unreadable = [{ what: 'groups of broker 2', count: 1, errorCode: 10_001, sentence: 'it cannot be reached' }];
    const page = renderLagReport(lagReport([groupVerdict()], { unreadable }), lagHistory);
    expect(page).toContain('<li><strong>groups of broker 2</strong>: it cannot be reached</li>');
  });
});

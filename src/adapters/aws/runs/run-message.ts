import type { RunNotice } from '../../../ports/run-reports.ts';

/** SNS takes 100 ASCII characters for a subject. */
const longestHeadline = 100;

export const headlineOf = (notice: RunNotice, cluster: string): string => {
  const what = notice.kind === 'ended' ? notice.outcome : 'waits for approval';
  const headline = `${cluster}: ${notice.runbook} ${what} (${notice.runId})`;
  return headline.replaceAll(/[^\u{20}-\u{7E}]/gu, '?').slice(0, longestHeadline);
};

/** The text of an e-mail: what it is, and what to type. */
export const messageOf = (notice: RunNotice, cluster: string): string => {
  const about = [`cluster  ${cluster}`, `run      ${notice.runId}`, `runbook  ${notice.runbook}`];
  const by = `asked by ${notice.requestedBy}`;
  const lines =
    notice.kind === 'ended'
      ? [
          ...about,
          by,
          `outcome  ${notice.outcome}`,
          ...notice.reasons.map(reason => `- ${reason}`),
          '',
          `kafka-steward runs show ${notice.runId}`,
          ...(notice.reportKey === '' ? [] : [`report: ${notice.reportKey}`]),
        ]
      : [
          ...about,
          by,
          `risk     ${notice.risk}`,
          `until    ${notice.expiresAt}, then it is rejected`,
          '',
          `kafka-steward runs approve ${notice.runId}`,
          `kafka-steward runs reject ${notice.runId} --reason "..."`,
        ];
  return `${lines.join('\n')}\n`;
};

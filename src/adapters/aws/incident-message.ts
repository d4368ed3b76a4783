import type { IncidentNotice } from '../../domain/lag/incident.ts';

// SNS: a subject is printable ASCII, at most 100 characters, and does not start with a space.
const maxSubjectLength = 100;

/** The subject of a notice: verdict first, because mail programs cut at the end. */
export const subjectOf = (notice: IncidentNotice, cluster: string): string => {
  const subject = `${headline(notice)}: ${notice.group} on ${cluster}`.replaceAll(/[^ -~]/gu, '?');
  return subject.length <= maxSubjectLength ? subject : `${subject.slice(0, maxSubjectLength - 3)}...`;
};

/** The notice for a person: what happened, on what evidence, and what to do next. */
export const textOf = (notice: IncidentNotice, cluster: string): string =>
  [
    `${headline(notice)}: group ${JSON.stringify(notice.group)} on cluster ${JSON.stringify(cluster)}`,
    `${notice.transition}, was ${notice.formerVerdict}; lag ${notice.lagRecords.toLocaleString('en-US')} records`,
    '',
    notice.evidence,
    ...(notice.nextStep === undefined
      ? []
      : ['', `Next: ${notice.nextStep.sentence}`, `Page: ${notice.nextStep.runbook}`]),
    '',
    `opened ${notice.openedAt}, observed ${notice.observedAt}`,
    `incident ${notice.incidentId}, cluster id ${notice.clusterId}`,
  ].join('\n');

const headline = (notice: IncidentNotice): string =>
  notice.transition === 'closed' ? `${notice.verdict} again` : notice.verdict;

import { machineLine } from './measure/machine.ts';

/** What one part of the bench found. */
export interface PartReport {
  readonly heading: string;
  readonly text: string;
  /** A client failed or counted wrong. Slow is not a failure. */
  readonly wrong: boolean;
}

/** The page that the repository keeps of the last full run. */
export function resultsPage(reports: readonly PartReport[]): string {
  const sections = reports.map(({ heading, text }) => `## ${heading}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
  return `${introduction}\n${machineLine()}\n\n${sections.join('\n')}`;
}

const introduction = `# Bench results

The last full run of \`npm run bench -- --save\`, as it printed it. The same again: \`npm ci && npm run bench\`.

It needs Java 17 or later and Maven (for the brokers and the Java clients), 8 GB of free memory and, for franz-go, Go.
It starts three brokers on this machine, creates the topics, commits every offset of the fleet by real requests, lets
nine groups of ten have a live member, then runs every client as a whole process, in turn, round after round, and
compares what each counted with what was committed: a wrong total fails the bench. Wall time is from fork to exit. Node
clients are one minified bundle each. Times drift with the machine; the ratios within one run are what counts.
`;

import { machineLine } from './measure/machine.ts';
import { type Part, parts } from './options.ts';

/** What one part of the bench found. */
export interface PartReport {
  readonly heading: string;
  readonly text: string;
  /** A client failed or counted wrong. Slow is not a failure. */
  readonly wrong: boolean;
}

/** The page that the repository keeps: the last run of each part. What `before` has of other parts stays. */
export function resultsPage(reports: readonly PartReport[], before: string): string {
  const run = new Set(reports.map(({ heading }) => partOf(heading)));
  const kept = before
    .split(/^(?=## )/m)
    .filter(section => section.startsWith('## ') && !run.has(partOf(section.slice(3))));
  const machine = machineLine();
  const fresh = reports.map(({ heading, text }) => `## ${heading}\n\n${machine}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
  const sections = [...kept.map(section => `${section.trimEnd()}\n`), ...fresh];
  return `${introduction}\n${sections.toSorted((a, b) => placeOf(a) - placeOf(b)).join('\n')}`;
}

/** A heading begins with the part it is of: `lag: 2,000 groups`. */
const partOf = (heading: string) => heading.split(':')[0]!;
const placeOf = (section: string) => parts.indexOf(partOf(section.slice(3)) as Part);

const introduction = `# Bench results

The last run of each part of \`npm run bench -- --save\`, as it printed it. The same again: \`npm ci && npm run bench\`.

It needs Java 17 or later and Maven (for the brokers and the Java clients), 8 GB of free memory and, for franz-go, Go.
It starts three brokers on this machine, creates the topics, commits every offset of the fleet by real requests, lets
nine groups of ten have a live member, then runs every client as a whole process, in turn, round after round, and
compares what each counted with what was committed: a wrong total fails the bench. Wall time is from fork to exit. Node
clients are one minified bundle each. The bench of offset resets sets the group back before each turn and compares where
it was left with the end of every log. The bench of the cost model needs no broker; Netflix's model beside it needs Python 3
with pip. Times drift with the machine; the ratios within one run are what counts.
`;

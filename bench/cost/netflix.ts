import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { CostQuestion } from './questions.ts';

export interface NetflixChoice {
  readonly type: string;
  readonly brokers: number;
  readonly diskGib: number;
  /** With its own prices, which are those of reservations for three years. */
  readonly usdPerMonth: number;
}

interface Timed {
  readonly choice: NetflixChoice | null;
  readonly medianMs: number;
}

export interface NetflixAnswers {
  readonly version: string;
  /** One for each question: of all its types with attached disks, and of the families that we have too. */
  readonly answers: readonly { readonly all: Timed; readonly shared: Timed }[];
}

const requirements = path.join(import.meta.dirname, 'requirements.txt');
const program = path.join(import.meta.dirname, 'netflix_kafka.py');

/** What Netflix's `service-capacity-modeling` plans; a sentence where this machine cannot run it. */
export function askNetflix(
  questions: readonly CostQuestion[],
  sharedFamilies: readonly string[],
  rounds: number,
  cacheDirectory: string,
): NetflixAnswers | string {
  try {
    const packages = installed(cacheDirectory);
    const output = execFileSync('python3', [program], {
      input: JSON.stringify({ questions, sharedFamilies, rounds }),
      env: { ...process.env, PYTHONPATH: packages, PYTHONWARNINGS: 'ignore' },
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: 300_000,
    });
    return JSON.parse(output) as NetflixAnswers;
  } catch (cause) {
    const { code, stderr, message } = cause as NodeJS.ErrnoException & { readonly stderr?: string };
    if (code === 'ENOENT') return 'no python3 on this machine';
    const said = (stderr || message).trim().split('\n').at(-1) ?? '';
    return `service-capacity-modeling cannot be run here: ${said}`;
  }
}

/** The packages by pip, in a folder of their version; whole or not there. */
function installed(cacheDirectory: string): string {
  const name = readFileSync(requirements, 'utf8')
    .trim()
    .replaceAll(/[^\w.-]+/g, '-');
  const directory = path.join(cacheDirectory, `python-${name}`);
  if (existsSync(directory)) return directory;
  const fresh = `${directory}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--target', fresh];
  execFileSync('python3', [...pip, '-r', requirements], { encoding: 'utf8', stdio: 'pipe' });
  renameSync(fresh, directory);
  return directory;
}

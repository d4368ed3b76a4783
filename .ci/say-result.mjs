// Says which tests failed and why, then "N passed, N failed", from what vitest wrote as JSON and the exit code of the whole.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const mostLines = 15;
const [file, status] = process.argv.slice(2);

let results = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
try {
  results = JSON.parse(readFileSync(file, 'utf8'));
} catch {
  console.log('the tests left no results');
}

let brokenFiles = 0;
for (const { name, status: ended, message, assertionResults } of results.testResults) {
  const failed = assertionResults.filter(test => test.status === 'failed');
  for (const { fullName, duration, failureMessages } of failed) {
    say(`${relative('.', name)} > ${fullName} (${Math.round(duration ?? 0)} ms)`, failureMessages.join('\n'));
  }
  // A file that could not be read or set up has no failed test to count.
  if (ended === 'failed' && failed.length === 0) {
    brokenFiles++;
    say(relative('.', name), message);
  }
}

const failures = results.numFailedTests + brokenFiles;
console.log(`${results.numPassedTests} passed, ${failures === 0 && status !== '0' ? 1 : failures} failed`);

function say(what, why) {
  console.log(`FAILED ${what}`);
  for (const line of why.split('\n').slice(0, mostLines)) console.log(`    ${line.slice(0, 300)}`);
}

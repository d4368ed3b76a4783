import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nextStepFor, nextStepForFinding } from '../../../../src/domain/lag/next-step.ts';
import { findingKinds, verdicts } from '../../../../src/domain/lag/verdict.ts';

const runbooks = [
  ...verdicts.flatMap(verdict => nextStepFor(verdict) ?? []),
  ...findingKinds.map(nextStepForFinding),
].map(step => step.runbook);

describe('the next step', () => {
  it('leads to a page of its own for each bad verdict and each finding', () => {
    expect(new Set(runbooks).size).toBe(8);
    expect(runbooks.filter(page => !existsSync(page))).toEqual([]);
  });

  it.each(runbooks)('finds in %s what it means, what to look at, what to do and when it is over', page => {
    const text = readFileSync(page, 'utf8');
    for (const heading of ['**What it means.**', '## Look', '## Do', '## Over when']) expect(text).toContain(heading);
    const links = [...text.matchAll(/\]\(([^)]+\.md)\)/g)].map(match => `docs/runbooks/${match[1]!}`);
    expect(links.filter(link => !existsSync(link))).toEqual([]);
  });
});

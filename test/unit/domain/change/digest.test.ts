import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { digestOf } from '../../../../src/domain/change/digest.ts';
import type { Plan } from '../../../../src/domain/change/plan.ts';
import { counterNames, type ToyStep, toyPlan } from '../../../change/toy-runbook.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

it('is the same after a plan was stored and read again, in any order of keys', async () => {
  const plan = await toyPlan(counterNames(3));
  const stored = JSON.parse(JSON.stringify(plan)) as Plan<ToyStep>;
  const reordered = Object.fromEntries(Object.entries(stored).toReversed()) as unknown as Plan<ToyStep>;
  expect(digestOf(stored, sha256)).toBe(digestOf(plan, sha256));
  expect(digestOf(reordered, sha256)).toBe(digestOf(plan, sha256));
});

it('is another one for every part of a plan that is altered', async () => {
  const plan = await toyPlan(counterNames(2));
  const alterations: Partial<Plan<ToyStep>>[] = [
    { planId: 'run-2' },
    { kind: 'other' },
    { createdAt: plan.expiresAt },
    { expiresAt: '2999-01-01T00:00:00.000Z' },
    { undoes: 'run-0' },
    { target: { ...plan.target, clusterId: 'another' } },
    { target: { ...plan.target, principal: 'User:another' } },
    { checks: [{ name: 'new', level: 'pass', sentence: '' }] },
    { objects: plan.objects.slice(1) },
    { objects: plan.objects.toReversed() },
    { steps: plan.steps.map(step => ({ ...step, add: 2 })) },
    { risk: 'none' },
  ];
  const digests = alterations.map(alteration => digestOf({ ...plan, ...alteration }, sha256));
  expect(new Set([...digests, digestOf(plan, sha256)]).size).toBe(alterations.length + 1);
});

import type { Curve } from '../../../src/domain/cost/curve.ts';
import type { Flip } from '../../../src/domain/cost/flips.ts';
import { type InputId, inputOf } from '../../../src/domain/cost/inputs.ts';
import { usdText } from '../../../src/domain/cost/money.ts';
import type { OptionKind } from '../../../src/domain/cost/sizing.ts';
import { factorText, nameOfOption, noFlipText, optionNames, valueText } from '../../render/cost-words.ts';
import { type Html, html } from '../html.ts';
import { renderTable } from '../table.ts';

/** What a curve can go along. */
export const curveChoices: readonly (readonly [InputId, string])[] = [
  ['throughput', 'throughput'],
  ['retention', 'retention'],
  ['fan-out', 'times each record is read'],
  ['partitions', 'partitions'],
];

const shownFlips = 5;

/** The curve in words and figures: where another option becomes the cheapest, and what each point costs. */
export function renderCurve({ input, points, breakEvens }: Curve, shown: readonly OptionKind[]): Html {
  const { unit } = inputOf(input);
  const parts = breakEvens.map(({ value, before }) => `${nameOfOption(before)} up to ${valueText(value, unit)}`);
  const sentence = [
    ...parts,
    `${nameOfOption(points.at(-1)?.cheapest)}${parts.length === 0 ? ' all along' : ' from there on'}`,
  ];
  const columns = [
    curveChoices.find(([id]) => id === input)?.[1] ?? input,
    ...shown.map(option => `#${optionNames[option]}`),
  ];
  const rows = points.map(({ value, microUsd }) => [
    valueText(value, unit),
    ...shown.map(option => {
      const amount = microUsd[option];
      return amount === undefined ? '–' : usdText(amount);
    }),
  ]);
  return html`<p>The cheapest: ${sentence.join(', then ')}.</p>
<details><summary>The figures</summary>${renderTable({ title: 'USD a month along the curve', columns, rows })}</details>`;
}

/** What would change the answer, and how near that is. */
export function renderFlips(flips: readonly Flip[], cheapest: OptionKind | undefined): Html {
  if (flips.length === 0) return html`<p>${noFlipText(cheapest)}</p>`;
  return html`<ul>${flips
    .slice(0, shownFlips)
    .map(
      ({ what, unit, from, to, factor, cheapest }) =>
        html`<li><strong>${nameOfOption(cheapest)}</strong> at ${valueText(to, unit)} (${factorText(factor, valueText(from, unit))}): ${what}</li>`,
    )}</ul>`;
}

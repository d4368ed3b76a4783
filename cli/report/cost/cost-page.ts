import type { EstimateRequest } from '../../../src/domain/cost/estimate-request.ts';
import type { PriceData } from '../../../src/domain/cost/price-data.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import { renderDocument } from '../document.ts';
import { type Html, html } from '../html.ts';
import { curveChoices } from './curves.ts';
import { explorerOf } from './explorer.ts';
import { renderForm } from './form.ts';
import { inputsOf } from './inputs.ts';
import type { CostPageAssets } from './page-assets.ts';

/**
 * A page that estimates by itself: the model, all prices and the request are inside it. What it says of that request is
 * there without its script too. Rejects with InputInvalid.
 */
export function renderCostPage(request: EstimateRequest, prices: PriceData, assets: CostPageAssets): string {
  const inputs = inputsOf(request);
  const explorer = explorerOf(prices);
  const answer = explorer.answer(inputs);
  if (answer.kind === 'unanswered') throw new OperationError('InputInvalid', answer.problem);
  const made = explorer.parts(answer);
  const [first] = curveChoices;
  const part = (markup: string): Html => ({ markup });
  const body = html`
<header>
  <p class="kicker">Cost explorer · Apache Kafka on AWS · MSK prices of ${explorer.dataDate}</p>
  <h1 id="headline" role="status" aria-live="polite" aria-atomic="true">${part(made.headline)}</h1>
</header>
<div class="sides">
${renderForm(explorer.groups, inputs)}
<main>
<p id="problem" class="card notice" role="alert" hidden></p>
<section aria-labelledby="options-title"><h2 id="options-title">Options <span class="muted">USD a month</span></h2>
<div id="results">${part(made.results)}</div></section>
<section class="card" aria-labelledby="curve-title"><h2 id="curve-title">Break-even</h2>
<p class="choose"><label for="along">Along</label> <select id="along">${curveChoices.map(([id, told]) => html`<option value="${id}">${told}</option>`)}</select></p>
<div class="chart" id="curve" data-chart="curve" role="img" aria-label="USD a month of each option along the chosen input; the figures are in the table below"></div>
<div id="curve-text">${part(explorer.curveText(answer, explorer.curve(answer, first![0])))}</div>
<h3>What would change the answer, nearest first</h3>
<div id="flips">${part(explorer.flipsText(answer))}</div></section>
<section class="card" aria-labelledby="years-title"><h2 id="years-title">Three years</h2>
<div id="years">${part(explorer.yearsText(explorer.years(answer)))}</div></section>
<section class="card" aria-labelledby="people-title"><h2 id="people-title">People</h2>
<div id="people">${part(made.people)}</div>
<details><summary>Hours by task, to be edited: they come from no source</summary><div id="tasks">${part(explorer.hoursForm(inputs))}</div></details></section>
<section aria-labelledby="bills-title"><h2 id="bills-title">Bills to the line</h2>
<div id="bills">${part(made.bills)}</div>
<p class="actions"><button type="button" id="copy">Copy a link with these inputs</button> <button type="button" id="csv">Download CSV</button> <span id="told" role="status" class="muted"></span></p></section>
<section class="card" aria-labelledby="operations-title"><h2 id="operations-title">Who does what</h2>
<details><summary>Sixteen duties: AWS, you or both, what each risks, and what covers it</summary><div id="operations">${part(made.operations)}</div></details></section>
<section class="notes" id="notes" aria-label="Notes">${part(made.notes)}</section>
</main>
</div>
<footer><p>List prices in USD without discounts, free tiers and taxes. Amounts are exact to a millionth of a USD and rounded to the cent only for
show. This file asks nothing of the network; prices, model and inputs are inside it.</p></footer>`;
  return renderDocument({
    title: 'Cost explorer · Apache Kafka on AWS',
    style: assets.style,
    script: assets.script,
    body,
    data: { id: 'explorer-data', value: { prices, inputs } },
  });
}

import { type Html, html, nothing } from '../html.ts';
import type { Field, FieldGroup } from './fields.ts';
import type { Inputs } from './inputs.ts';
import { positionOf, sliderSteps } from './scales.ts';

/** The fields of a workload, each with its label; a slider beside what people turn most. */
export function renderForm(groups: readonly FieldGroup[], inputs: Inputs): Html {
  return html`<form id="workload" autocomplete="off" aria-label="Workload" novalidate>
${groups.map(group => renderGroup(group, inputs))}
<p class="actions"><button type="button" id="anew">Start again</button></p>
</form>`;
}

function renderGroup({ title, isOpen, fields }: FieldGroup, inputs: Inputs): Html {
  const rows = html`<div class="fields">${fields.map(field => renderField(field, inputs[field.id] ?? ''))}</div>`;
  return isOpen
    ? html`<section aria-labelledby="group-workload"><h2 id="group-workload">${title}</h2>${rows}</section>`
    : html`<details><summary>${title}</summary>${rows}</details>`;
}

function renderField(field: Field, value: string): Html {
  if (field.isSet === true) return renderSet(field, value);
  const { id, label, hint, choices, scale } = field;
  if (choices !== undefined) {
    return html`<div class="field"><label for="${id}">${label}</label>
<select id="${id}" name="${id}">${choices.map(([choice, told]) => renderChoice(choice, told, choice === value))}</select></div>`;
  }
  const position = scale === undefined ? undefined : positionOf(scale, value);
  const slider =
    scale === undefined
      ? nothing
      : html`<input type="range" data-of="${id}" data-scale="${scale}" min="0" max="${sliderSteps}" step="1" value="${position ?? 0}" aria-label="${label}, slider" aria-valuetext="${value === '' ? hint : value}"${position === undefined ? html` class="unset"` : nothing}>`;
  return html`<div class="field"><label for="${id}">${label}</label>
<input id="${id}" name="${id}" type="text" spellcheck="false" autocapitalize="off" placeholder="${hint}" value="${value}">${slider}</div>`;
}

function renderChoice(choice: string, told: string, isChosen: boolean): Html {
  return html`<option value="${choice}"${isChosen ? html` selected` : nothing}>${told}</option>`;
}

function renderSet({ id, label, choices = [] }: Field, value: string): Html {
  const chosen = value === '' ? choices.map(([choice]) => choice) : value.split(',');
  const boxes = choices.map(
    ([choice, told]) =>
      html`<label><input type="checkbox" name="${id}" value="${choice}"${chosen.includes(choice) ? html` checked` : nothing}> ${told}</label>`,
  );
  return html`<fieldset class="field"><legend>${label}</legend>${boxes}</fieldset>`;
}

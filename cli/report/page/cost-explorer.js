// The cost explorer's own script. All figures and texts come from the model and the templates that wrote the page.
import './language.js';
import './no-eval.js';
import { csvOf } from '../cost/csv.ts';
import { explorerOf } from '../cost/explorer.ts';
import { inputsOfLink, linkOf } from '../cost/inputs.ts';
import { areHours, hoursOf, tasksText } from '../cost/people.ts';
import { inProportion, positionOf, textAt } from '../cost/scales.ts';
import { drawCurve } from './cost-curve.js';

const place = id => document.getElementById(id);
const all = selector => [...document.querySelectorAll(selector)];
const { prices, inputs: first } = JSON.parse(place('explorer-data').textContent);
const explorer = explorerOf(prices);
const form = place('workload');
const ratesThatFollow = ['peakIn', 'out', 'peakOut'];
const setNames = new Set(all('#workload input[type=checkbox]').map(({ name }) => name));
const isDefault = { commitment: 'on-demand', model: 'steward', gigabyte: 'GiB', inTotals: 'false' };

let answer;
let curve;
let years;
// What a link says and the form has no field for: it is refused by its name.
let carried = {};
// Hours of people by task, as a link carries them.
let tasks;
// Rates as somebody gave them: what a slider moves goes by these, or rounding would add up.
let givenRates = {};

const readForm = () => {
  const inputs = { ...carried, ...(tasks === undefined ? {} : { tasks }) };
  for (const field of form.elements) {
    if (field.name === '' || field.type === 'checkbox') continue;
    const value = field.value.trim();
    if (value !== '' && isDefault[field.name] !== value) inputs[field.name] = value;
  }
  for (const name of setNames) {
    const boxes = all(`#workload input[name="${name}"]`);
    const chosen = boxes.filter(box => box.checked).map(box => box.value);
    if (chosen.length < boxes.length) inputs[name] = chosen.join(',') || 'none';
  }
  return inputs;
};

const writeForm = inputs => {
  const names = new Set([...form.elements].map(({ name }) => name));
  carried = Object.fromEntries(Object.entries(inputs).filter(([name]) => !names.has(name) && name !== 'tasks'));
  tasks = inputs.tasks;
  // What was typed there is not in its markup.
  delete filled.tasks;
  fill('tasks', explorer.hoursForm(inputs));
  for (const field of form.elements) {
    if (field.name === '') continue;
    const value = inputs[field.name];
    if (field.type === 'checkbox') field.checked = value === undefined || value.split(',').includes(field.value);
    else if (field.tagName === 'SELECT') field.value = value ?? isDefault[field.name] ?? '';
    else field.value = value ?? '';
  }
  for (const details of all('#workload details')) {
    if ([...details.querySelectorAll('[name]')].some(({ name }) => inputs[name] !== undefined)) details.open = true;
  }
  keepRates();
  all('[data-scale]').forEach(placeSlider);
};

const placeSlider = slider => {
  const field = place(slider.dataset.of);
  const position = positionOf(slider.dataset.scale, field.value.trim());
  slider.classList.toggle('unset', position === undefined);
  if (position !== undefined) slider.value = String(position);
  slider.setAttribute('aria-valuetext', field.value.trim() || field.placeholder);
};

const filled = {};
const fill = (id, markup) => {
  if (filled[id] === markup) return;
  filled[id] = markup;
  const target = place(id);
  const open = [...target.querySelectorAll('details')].map(details => details.open);
  target.innerHTML = markup;
  [...target.querySelectorAll('details')].forEach((details, at) => (details.open = open[at] ?? false));
};

// Curves, years and flips price the workload some hundred times: they follow when the hand rests.
let waiting;
const answerLater = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    history.replaceState(null, '', `#${linkOf(readForm())}`);
    if (answer?.kind !== 'answered') return;
    tellCurve();
    tellYears();
    fill('flips', explorer.flipsText(answer));
  }, 150);
};

const tellCurve = () => {
  curve = explorer.curve(answer, place('along').value);
  fill('curve-text', explorer.curveText(answer, curve));
  drawCurve(place('curve'), curve, answer.options.constraints.allowedOptions);
};

const tellYears = () => {
  years = explorer.years(answer);
  fill('years', explorer.yearsText(years));
};

const update = () => {
  answer = explorer.answer(readForm());
  const isUsable = answer.kind === 'answered';
  const problem = place('problem');
  problem.hidden = isUsable;
  problem.textContent = isUsable ? '' : answer.problem;
  document.body.classList.toggle('stale', !isUsable);
  for (const field of form.elements) {
    if (field.type === 'text')
      field.setAttribute('aria-invalid', String(!isUsable && answer.fields.includes(field.name)));
  }
  if (isUsable) {
    for (const [id, markup] of Object.entries(explorer.parts(answer))) fill(id, markup);
  }
  answerLater();
};

const keepRates = () => {
  givenRates = Object.fromEntries(['in', ...ratesThatFollow].map(name => [name, place(name).value.trim()]));
};

// Peaks and reads that are given as rates keep their proportion to what is written.
const follow = () => {
  for (const name of ratesThatFollow) {
    if (givenRates[name] !== '') place(name).value = inProportion(givenRates[name], givenRates.in, place('in').value);
  }
};

form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('input', ({ target }) => {
  const { of, scale } = target.dataset;
  if (scale === undefined) {
    if (target.name in givenRates) keepRates();
  } else {
    place(of).value = textAt(scale, Number(target.value));
    target.classList.remove('unset');
    target.setAttribute('aria-valuetext', place(of).value);
    if (of === 'in') follow();
  }
  for (const slider of all('[data-scale]')) if (slider !== target) placeSlider(slider);
  update();
});
const readHours = () => {
  const rows = [];
  for (const { dataset, value } of all('#tasks input')) {
    const { row, task, option } = dataset;
    rows[row] ??= { task, hoursPerMonth: {} };
    rows[row].hoursPerMonth[option] = hoursOf(value);
  }
  return rows;
};

place('tasks').addEventListener('input', ({ target }) => {
  tasks = tasksText(readHours());
  target.setAttribute('aria-invalid', String(!areHours(target.value)));
  update();
});
place('along').addEventListener('change', () => answer?.kind === 'answered' && tellCurve());

place('copy').addEventListener('click', async () => {
  const address = `${location.href.replace(/#.*$/s, '')}#${linkOf(readForm())}`;
  const told = await navigator.clipboard.writeText(address).then(
    () => 'The link is copied.',
    () => 'The link is in the address bar.',
  );
  place('told').textContent = told;
});
place('csv').addEventListener('click', () => {
  if (answer.kind !== 'answered') return;
  tellYears();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csvOf(answer.comparison, years.options)], { type: 'text/csv' }));
  link.download = 'kafka-cost.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
  place('told').textContent = 'kafka-cost.csv is written.';
});

const start = () => {
  const linked = inputsOfLink(location.hash);
  writeForm(Object.keys(linked).length === 0 ? first : linked);
  update();
};
addEventListener('hashchange', start);
place('anew').addEventListener('click', () => {
  writeForm(first);
  update();
});
new ResizeObserver(() => curve && tellCurve()).observe(place('curve'));
for (const query of ['(prefers-color-scheme: dark)', 'print']) {
  matchMedia(query).addEventListener('change', () => curve && tellCurve());
}
start();

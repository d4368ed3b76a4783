// Draws the break-even curve with uPlot. What it shows is in the words and figures below it too.
import uPlot from 'uplot';
import { inputOf } from '../../../src/domain/cost/inputs.ts';
import { optionKinds } from '../../../src/domain/cost/sizing.ts';
import { optionNames, valueText } from '../../render/cost-words.ts';

const lines = { 'msk-standard': 2, 'msk-express': 3, 'msk-serverless': 4, ec2: 5 };
const dashes = { 'msk-standard': [], 'msk-express': [8, 4], 'msk-serverless': [2, 3], ec2: [12, 4, 2, 4] };
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 2 });
const usd = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const decades = (_, splits) => splits.map(at => (Number.isInteger(Math.log10(at)) ? at : null));
let chart;

export const drawCurve = (place, { input, points }, shown) => {
  chart?.destroy();
  const { unit } = inputOf(input);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--muted'),
    grid: { stroke: colour('--border'), width: 1, filter: decades },
    ticks: { stroke: colour('--border'), width: 1, size: 4, filter: decades },
    font: '12px system-ui, sans-serif',
  };
  const kinds = optionKinds.filter(kind => shown.includes(kind));
  const options = {
    width: Math.max(240, place.clientWidth),
    height: 280,
    cursor: { y: false, drag: { x: false, y: false } },
    hooks: { ready: [made => made.setLegend({ idx: Math.floor(points.length / 2) })] },
    scales: { x: { time: false, distr: 3 }, y: { distr: 3 } },
    axes: [
      {
        ...axis,
        size: 32,
        space: 90,
        values: (_, values) => values.map(at => (at === null ? '' : valueText(at, unit))),
      },
      { ...axis, size: 56, values: (_, values) => values.map(at => (at === null ? '' : short.format(at))) },
    ],
    series: [
      { label: 'At', value: (_, at) => (at === null ? '–' : valueText(at, unit)) },
      ...kinds.map(kind => ({
        label: optionNames[kind],
        stroke: colour(`--line-${lines[kind]}`),
        dash: dashes[kind],
        width: 2,
        points: { show: false },
        value: (_, amount) => (amount === null || amount === undefined ? '–' : usd.format(amount)),
      })),
    ],
  };
  const xs = points.map(point => point.value);
  const ys = kinds.map(kind => points.map(({ microUsd }) => (microUsd[kind] > 0 ? microUsd[kind] / 1e6 : null)));
  chart = new uPlot(options, [xs, ...ys], place);
};

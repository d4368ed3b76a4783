// Draws the charts of a load with uPlot (in scope as `uPlot`). Without it the page still says everything.
(() => {
  const data = JSON.parse(document.getElementById('perf-data').textContent);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const lines = ['--line-2', '--line-1', '--line-3', '--line-4'];
  const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
  const axis = {
    stroke: () => colour('--muted'),
    grid: { stroke: () => colour('--border'), width: 1 },
    ticks: { stroke: () => colour('--border'), width: 1, size: 4 },
    font: '12px system-ui, sans-serif',
  };
  const figure = (value, unit) => (value === null || value === undefined ? '–' : `${short.format(value)}${unit}`);
  const seriesOf = (name, at, unit, isDashed = false) => ({
    label: name,
    stroke: () => colour(lines[at % lines.length]),
    width: 2,
    dash: isDashed ? [6, 4] : at % 2 === 1 ? [10, 3] : [],
    points: { show: false },
    value: (_, value) => figure(value, unit),
  });
  const common = place => ({
    width: place.clientWidth,
    height: 260,
    cursor: { y: false, drag: { x: false, y: false } },
  });

  const drawThroughput = place =>
    new uPlot(
      {
        ...common(place),
        scales: { x: { time: false }, y: { range: (_, _least, most) => [0, Math.max(1, most * 1.08)] } },
        axes: [
          { ...axis, size: 32, values: (_, values) => values.map(value => `${value} s`) },
          { ...axis, size: 64, values: (_, values) => values.map(value => `${short.format(value)}B`) },
        ],
        series: [
          { label: 'Second', value: (_, second) => (second === null ? '–' : `${second} s`) },
          ...data.throughput.map(({ name }, at) => seriesOf(name, at, 'B/s')),
        ],
      },
      [data.seconds, ...data.throughput.map(({ bytes }) => bytes)],
      place,
    );

  // Each nine has the same width: what matters of latencies is at the far end.
  const nines = percentile => -Math.log10(1 - Math.min(percentile, 99.999) / 100);
  const drawLatency = place =>
    new uPlot(
      {
        ...common(place),
        scales: { x: { time: false }, y: { distr: 3 } },
        axes: [
          {
            ...axis,
            size: 32,
            splits: () => [0, 50, 90, 99, 99.9, 99.99].map(nines),
            values: (_, values) => values.map(value => `${Number((100 - 100 * 10 ** -value).toFixed(2))} %`),
          },
          {
            ...axis,
            size: 64,
            values: (_, values) => values.map(value => (value === null ? '' : `${short.format(value)} ms`)),
          },
        ],
        series: [
          {
            label: 'Percentile',
            value: (_, value) => (value === null ? '–' : `${(100 - 100 * 10 ** -value).toFixed(2)} %`),
          },
          ...data.latency.map(({ name, isDashed }, at) => seriesOf(name, Math.floor(at / 2), ' ms', isDashed)),
        ],
      },
      // A logarithm has no zero.
      [data.percentiles.map(nines), ...data.latency.map(({ ms }) => ms.map(value => Math.max(0.01, value)))],
      place,
    );

  const drawers = { throughput: drawThroughput, latency: drawLatency };
  window.keepCharts(place => drawers[place.dataset.chart](place));
})();

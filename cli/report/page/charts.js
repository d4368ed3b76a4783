// Draws the charts of the lag report with uPlot (in scope as `uPlot`). Without it the page still says everything.
(() => {
  const data = JSON.parse(document.getElementById('lag-over-time').textContent);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const lines = ['--line-1', '--line-2', '--line-3', '--line-4', '--line-5', '--line-6'];
  const dashes = [[], [8, 4], [2, 3], [12, 4, 2, 4], [5, 2], [1, 4]];
  const count = value => (value === null || value === undefined ? '–' : Math.round(value).toLocaleString('en-US'));
  const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
  const time = seconds => new Date(seconds * 1000).toISOString().slice(11, 19);
  const axis = {
    stroke: () => colour('--muted'),
    grid: { stroke: () => colour('--border'), width: 1 },
    ticks: { stroke: () => colour('--border'), width: 1, size: 4 },
    font: '12px system-ui, sans-serif',
  };

  const draw = (place, groups, isSmall) => {
    const options = {
      width: place.clientWidth,
      height: isSmall ? 130 : 240,
      legend: { show: !isSmall },
      cursor: { y: false, drag: { x: false, y: false } },
      // Nobody points at a printed page: until somebody does, the legend shows the newest sample.
      hooks: { ready: [chart => chart.setLegend({ idx: data.timesS.length - 1 })] },
      scales: { y: { range: (_, _least, most) => [0, Math.max(1, most * 1.08)] } },
      axes: [
        { ...axis, size: 32, space: 80, values: (_, seconds) => seconds.map(time) },
        {
          ...axis,
          size: 56,
          values: (_, values) => values.map(value => (Number.isInteger(value) ? short.format(value) : '')),
        },
      ],
      series: [
        { label: 'Time (UTC)', value: (_, seconds) => (seconds === null ? '–' : time(seconds)) },
        ...groups.map(({ group }, at) => ({
          label: group,
          stroke: () => colour(lines[at % lines.length]),
          dash: dashes[at % dashes.length],
          width: 2,
          points: { size: 5 },
          value: (_, lag) => count(lag),
        })),
      ],
    };
    return new uPlot(options, [data.timesS, ...groups.map(({ lagRecords }) => lagRecords)], place);
  };

  window.keepCharts(place => {
    const isSmall = place.classList.contains('small');
    const groups = isSmall ? data.groups.filter(({ group }) => group === place.dataset.chart) : data.overview;
    return draw(place, groups, isSmall);
  });
})();

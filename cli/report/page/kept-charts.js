// Draws the chart of each place on the page, and again where the page gets other colours. Said by whoever draws: `drawAt`.
window.keepCharts = drawAt => {
  let charts = [...document.querySelectorAll('[data-chart]')].map(place => ({ place, chart: drawAt(place) }));

  const resize = () =>
    charts.forEach(({ place, chart }) => chart.setSize({ width: place.clientWidth, height: chart.height }));
  new ResizeObserver(resize).observe(document.querySelector('main'));

  // The legend keeps the colours it was made with, so other colours mean other charts.
  const drawAnew = () => {
    charts.forEach(({ chart }) => chart.destroy());
    charts = charts.map(({ place }) => ({ place, chart: drawAt(place) }));
  };
  for (const query of ['(prefers-color-scheme: dark)', 'print']) matchMedia(query).addEventListener('change', drawAnew);
};

/** Run in the browser. Texts whose contrast to what is behind them is below 4.5 to 1 (WCAG AA), each once. */
export const findContrastProblems = `(() => {
  const toRgb = colour => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = toRgb(getComputedStyle(at).backgroundColor);
      if (colour[3] !== 0) return colour;
    }
    return [255, 255, 255];
  };
  const hasOwnText = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== '');
  const problems = new Set();
  for (const element of document.body.querySelectorAll('*')) {
    if (!hasOwnText(element) || ['SCRIPT', 'STYLE', 'title'].includes(element.tagName)) continue;
    const [a, b] = [luminance(toRgb(getComputedStyle(element).color)), luminance(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) problems.add(element.tagName + '.' + element.className + ' ' + contrast.toFixed(2));
  }
  return [...problems];
})()`;

/** Run in the browser. What keeps people out who do not see the page or have no mouse. */
export const findStructureProblems = `(() => {
  const problems = [];
  const all = selector => [...document.querySelectorAll(selector)];
  if (document.documentElement.lang === '') problems.push('no language');
  if (all('h1').length !== 1) problems.push('not one h1');
  if (all('main').length !== 1) problems.push('not one main');
  let level = 0;
  for (const heading of all('h1, h2, h3, h4')) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) problems.push('heading skips a level: ' + heading.textContent);
    level = next;
  }
  for (const table of all('main table:not(.u-legend)')) {
    if (!table.caption || table.caption.textContent.trim() === '') problems.push('table without caption');
    if (table.querySelector('thead th:not([scope=col])')) problems.push('column head without scope');
    if (table.querySelector('tbody tr > :first-child:not([scope=row])')) problems.push('row without head');
  }
  for (const element of all('[aria-labelledby]')) {
    if (!document.getElementById(element.getAttribute('aria-labelledby'))) problems.push('label that is not there');
  }
  const ids = all('[id]').map(({ id }) => id);
  if (new Set(ids).size !== ids.length) problems.push('an id twice');
  for (const box of all('.scroll')) {
    if (box.tabIndex !== 0 || !box.getAttribute('aria-label')) problems.push('scrolling box out of reach of a keyboard');
  }
  for (const chart of all('[data-chart]')) {
    if (chart.getAttribute('role') !== 'img' || !chart.getAttribute('aria-label')) problems.push('chart without words');
  }
  for (const badge of all('.badge')) if (badge.textContent.trim() === '') problems.push('badge that is only colour');
  return problems;
})()`;

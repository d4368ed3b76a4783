// Runs before uPlot, which asks Intl for the browser's language while it loads. A browser that was started without a
// locale (LANG=C) gives one that Intl refuses, such as en-US@posix, and then no chart would be drawn.
(() => {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en-US' });
  }
})();

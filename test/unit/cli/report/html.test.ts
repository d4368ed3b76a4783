import { describe, expect, it } from 'vitest';
import { html, nothing } from '../../../../cli/report/html.ts';

describe('the html tag', () => {
  it('escapes text, keeps markup, joins lists', () => {
    const items = ['<b>', '"a" & \'b\''].map(text => html`<li title="${text}">${text}</li>`);
    expect(html`<ul>${items}</ul>${nothing}${3}`.markup).toBe(
      '<ul><li title="&#60;b&#62;">&#60;b&#62;</li>\n<li title="&#34;a&#34; &#38; &#39;b&#39;">&#34;a&#34; &#38; &#39;b&#39;</li></ul>3',
    );
  });

  it('shows control characters and marks that turn text around by their code', () => {
    expect(html`${'a\u202eb\u0000'}`.markup).toBe(String.raw`a\u{202e}b\u{0}`);
  });
});

import { createHash } from 'node:crypto';
import { type Html, html } from './html.ts';

export interface PageParts {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  readonly body: Html;
  /** What the script reads, as JSON, from the element of this id. */
  readonly data: { readonly id: string; readonly value: unknown };
}

/** One self-contained page: it loads nothing and runs no script but its own, by hash. */
export function renderDocument({ title, style, script, body, data }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policyFor(script, style)}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${html`<title>${title}</title>`.markup}
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>${body.markup}
<script type="application/json" id="${data.id}">${toScriptJson(data.value)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function policyFor(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** A name such as `</script>` must not end the element that carries it. */
function toScriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}

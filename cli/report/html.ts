import { toSafeText } from '../render/safe-text.ts';

/** Markup that is known to be safe. Only the `html` tag makes it. */
export interface Html {
  readonly markup: string;
}

type Value = string | number | Html | readonly Html[];

/** Markup from a template: every text put into it is escaped, in elements and in quoted attributes. */
export function html(template: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: String.raw({ raw: template }, ...values.map(toMarkup)) };
}

export const nothing: Html = { markup: '' };

function toMarkup(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number') {
    return toSafeText(String(value)).replaceAll(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
  }
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('\n');
}

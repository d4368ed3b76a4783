import { styleText } from 'node:util';
import type { Output } from '../shell.ts';

/** What a text is laid out for. */
export interface Page {
  /** Undefined: lines can be as long as they like, as in a pipe. */
  readonly columns: number | undefined;
  readonly hasColour: boolean;
}

export function pageOf(output: Output): Page {
  return { columns: output.columns(), hasColour: output.hasColour };
}

export type Paint = Parameters<typeof styleText>[0];

export function paint(page: Page, format: Paint, text: string): string {
  return page.hasColour ? styleText(format, text, { validateStream: false }) : text;
}

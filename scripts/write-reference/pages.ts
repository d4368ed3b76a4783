import { renderArchitecture } from './architecture.ts';
import { renderCommands } from './commands.ts';
import { renderContext } from './context.ts';
import { renderErrors } from './errors.ts';
import { renderEstimateCostRequest } from './estimate-cost.ts';
import { renderOffsetRequest } from './offset-request.ts';
import { renderProtocol } from './protocol.ts';

export interface ReferencePage {
  readonly file: string;
  /** Gets the page as it is, for pages of which only a part is generated. */
  readonly render: (former: string) => Promise<string> | string;
}

/** Every page that is made from code. A test fails where one is not what the code says. */
export const referencePages: readonly ReferencePage[] = [
  { file: 'ARCHITECTURE.md', render: renderArchitecture },
  { file: 'docs/reference/commands.md', render: renderCommands },
  { file: 'docs/reference/context.md', render: renderContext },
  { file: 'docs/reference/errors.md', render: renderErrors },
  { file: 'docs/reference/estimate-cost-request.schema.json', render: renderEstimateCostRequest },
  { file: 'docs/reference/offset-reset-request.schema.json', render: renderOffsetRequest },
  { file: 'docs/reference/protocol.md', render: renderProtocol },
];

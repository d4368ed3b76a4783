import { type Definition, parseVersions, type Versions } from './definition.ts';
import { toMessage } from './model.ts';
import { renderTable } from './render-table.ts';
import { renderTypes } from './render-types.ts';

/** The module of one API: the types of its two messages and their table. */
export const renderApi = (name: string, request: Definition, response: Definition): string => {
  const stable = stableVersions(request);
  const flexibleFrom = (parseVersions(request.flexibleVersions) ?? { from: Infinity }).from;
  if (request.flexibleVersions !== response.flexibleVersions || request.validVersions !== response.validVersions) {
    throw new Error(`${name}: request and response have different versions`);
  }
  const asked = toMessage(request, stable);
  const answered = toMessage(response, stable);
  const taken = new Map<string, string>();
  return `import type { Api } from '../api.ts';

${renderTypes(asked, 'request', taken)}
${renderTypes(answered, 'response', taken)}
export const ${name.charAt(0).toLowerCase()}${name.slice(1)}: Api<${asked.name}, ${answered.name}> = {
  name: '${name}',
  key: ${request.apiKey},
  minVersion: ${stable.from},
  maxVersion: ${stable.to},
  flexibleFrom: ${flexibleFrom},
  request: ${renderTable(asked)},
  response: ${renderTable(answered)},
};
`;
};

const stableVersions = (request: Definition): Versions => {
  const valid = parseVersions(request.validVersions);
  if (valid === undefined) throw new Error(`${request.name}: Kafka defines no version of it any more`);
  return request.latestVersionUnstable === true ? { from: valid.from, to: valid.to - 1 } : valid;
};

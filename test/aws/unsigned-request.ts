/** Requests of a test itself to services that the project has no client for. The emulator goes by the name in the credential alone. */
export const unsignedRequest = async (
  endpoint: string,
  service: string,
  path: string,
  body?: string | URLSearchParams,
): Promise<string> => {
  const credential = `Credential=test/20260101/eu-west-1/${service}/aws4_request`;
  const response = await fetch(`${endpoint}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=none`,
      ...(typeof body === 'string' ? { 'content-type': 'text/xml' } : {}),
    },
    body,
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(textsIn(answer, 'Message')[0] ?? answer.slice(0, 300));
  return answer;
};

export const ec2 = (endpoint: string, form: Readonly<Record<string, string>>): Promise<string> =>
  unsignedRequest(endpoint, 'ec2', '/', new URLSearchParams({ Version: '2016-11-15', ...form }));

export const cloudFormation = (endpoint: string, form: Readonly<Record<string, string>>): Promise<string> =>
  unsignedRequest(endpoint, 'cloudformation', '/', new URLSearchParams({ Version: '2010-05-15', ...form }));

export const textsIn = (xml: string, element: string): readonly string[] =>
  Array.from(xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g')), ([, text = '']) => text);

/** The tags of the one thing that is described. */
export const tagsIn = (xml: string): Readonly<Record<string, string>> => {
  const tags = xml.matchAll(/<key>([^<]*)<\/key>\s*<value>([^<]*)<\/value>/g);
  return Object.fromEntries([...tags].map(([, key = '', value = '']) => [key, value]));
};

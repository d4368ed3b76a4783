import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { InstanceFacts } from './machines.ts';

/** IMDSv2 as a launch template with required tokens leaves it: a token by PUT, no answer without one. */
export function instanceMetadata(factsOf: (socket: Socket) => Promise<InstanceFacts | undefined>): Server {
  const tokens = new Set<string>();
  const answerTo = async ({ method, url = '', headers, socket }: IncomingMessage): Promise<Answer> => {
    if (method === 'PUT' && url === '/latest/api/token') {
      if (headers['x-aws-ec2-metadata-token-ttl-seconds'] === undefined) return { status: 400 };
      const token = randomUUID();
      tokens.add(token);
      return { status: 200, body: token };
    }
    if (!tokens.has(String(headers['x-aws-ec2-metadata-token']))) return { status: 401 };
    const facts = await factsOf(socket);
    const body = facts === undefined ? undefined : valuesOf(facts)[url.replace('/latest/meta-data/', '')];
    return { status: body === undefined ? 404 : 200, body };
  };
  return createServer((request, response) => {
    void answerTo(request).then(({ status, body }) => response.writeHead(status).end(body));
  });
}

interface Answer {
  readonly status: number;
  readonly body?: string;
}

const valuesOf = (facts: InstanceFacts): Readonly<Record<string, string>> => ({
  'instance-id': facts.instanceId,
  'placement/availability-zone': facts.zoneName,
  'placement/availability-zone-id': facts.zoneId,
  'local-ipv4': facts.address,
  ...Object.fromEntries(Object.entries(facts.tags ?? {}).map(([key, value]) => [`tags/instance/${key}`, value])),
});

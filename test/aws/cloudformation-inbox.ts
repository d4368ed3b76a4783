import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import type { CloudFormationAnswer } from '../../src/adapters/aws/send-cloudformation-answer.ts';

/** The place where CloudFormation waits for the answer of a custom resource. Each call of `next` takes one answer. */
export const startCloudFormationInbox = async () => {
  const answers: CloudFormationAnswer[] = [];
  const server = createServer((request, response) => {
    void json(request).then(answer => {
      answers.push(answer as CloudFormationAnswer);
      response.writeHead(200).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as { readonly port: number }).port}/answer`,
    /** Of calls that are over: an answer is sent before the function ends. */
    next: (): CloudFormationAnswer | undefined => answers.shift(),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

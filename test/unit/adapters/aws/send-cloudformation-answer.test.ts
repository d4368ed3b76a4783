import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CloudFormationAnswer,
  sendCloudFormationAnswer,
} from '../../../../src/adapters/aws/send-cloudformation-answer.ts';

const answer: CloudFormationAnswer = {
  Status: 'SUCCESS',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Issued',
  PhysicalResourceId: 'Issued',
  Data: { AuthorityCertificate: 'PEM' },
};

describe('an answer on its way to CloudFormation', () => {
  let server: Server;
  let url: string;
  let statuses: number[];
  const taken: { readonly method: string | undefined; readonly type: string | undefined; readonly body: string }[] = [];

  beforeEach(async () => {
    taken.length = 0;
    server = createServer((request, response) => {
      void (async () => {
        taken.push({ method: request.method, type: request.headers['content-type'], body: await text(request) });
        response.writeHead(statuses.shift() ?? 200).end();
      })();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as { readonly port: number }).port}/answer?signature=secret`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is put there once, without a content type, which the signature does not have', async () => {
    statuses = [200];
    await sendCloudFormationAnswer(url, answer, 1);
    expect(taken).toEqual([{ method: 'PUT', type: undefined, body: JSON.stringify(answer) }]);
  });

  it('is put there again while the place says that it is busy', async () => {
    statuses = [503, 500, 200];
    await sendCloudFormationAnswer(url, answer, 1);
    expect(taken).toHaveLength(3);
  });

  it('fails without telling the place, which is a credential', async () => {
    statuses = [403, 403, 403, 403];
    await expect(sendCloudFormationAnswer(url, answer, 1)).rejects.toMatchObject({
      name: 'AwsUnavailable',
      message: 'CloudFormation took no answer after 4 tries: status 403',
    });
    server.closeAllConnections();
    server.close();
    await expect(sendCloudFormationAnswer(url, answer, 1)).rejects.toMatchObject({
      message: 'CloudFormation took no answer after 4 tries: no connection',
    });
  });
});

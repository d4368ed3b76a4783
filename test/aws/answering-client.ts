import { Readable } from 'node:stream';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface CannedAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * Configuration for a real SDK client whose HTTP requests are answered here: what is sent is what AWS would be sent.
 * Answers are used in order, the last one again and again.
 */
export const answering = (...answers: readonly (CannedAnswer | Error)[]) => {
  const seen: SeenRequest[] = [];
  const handle = async (request: { method: string; path: string; headers: Record<string, string>; body?: unknown }) => {
    const body = typeof request.body === 'string' ? Buffer.from(request.body) : ((request.body ?? []) as Uint8Array);
    seen.push({ method: request.method, path: request.path, headers: request.headers, body: new Uint8Array(body) });
    const answer = answers[Math.min(seen.length, answers.length) - 1]!;
    if (answer instanceof Error) throw answer;
    const { statusCode, headers = {}, body: answerBody = '' } = answer;
    return { response: { statusCode, headers, body: Readable.from([Buffer.from(answerBody)]) } };
  };
  const config = {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { handle },
  };
  return { seen, config };
};

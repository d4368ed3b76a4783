import { createSocket, type Socket } from 'node:dgram';

/** Answers A questions from the records it is given, as Route 53 does for a private zone; UDP only, no recursion. */
export function nameServer(records: () => Promise<ReadonlyMap<string, string>>): Socket {
  const server = createSocket('udp4');
  server.on('message', (query, { port, address }) => {
    // Who gets no answer asks again.
    records().then(
      found => server.send(answerTo(query, found), port, address),
      () => undefined,
    );
  });
  return server;
}

const typeA = 1;

/** RFC 1035: header of twelve bytes, one question; the answer points back at its name. */
function answerTo(query: Buffer, records: ReadonlyMap<string, string>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const question = query.subarray(12, at + 5);
  const address = records.get(labels.join('.').toLowerCase());
  const answers = address !== undefined && query.readUInt16BE(at + 1) === typeA ? [addressRecord(address)] : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // A response with authority; code 3 says that there is no such name.
  header.writeUInt16BE(0x8400 | (address === undefined ? 3 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  return Buffer.concat([header, question, ...answers]);
}

const addressRecord = (address: string): Buffer =>
  Buffer.from([0xc0, 12, 0, typeA, 0, 1, 0, 0, 0, 10, 0, 4, ...address.split('.').map(Number)]);

import { type IncomingMessage, request } from 'node:http';

export interface Answer {
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/**
 * Repeats a request to the target and reads the whole answer.
 * Every header goes on as it came, `Host` too: it is signed.
 */
export async function forward(message: IncomingMessage, target: URL): Promise<Answer> {
  const body = await readAll(message);
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: target.hostname,
      port: target.port,
      method: message.method,
      path: message.url,
      headers: withoutExpect(message.rawHeaders),
      agent: false,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const { statusCode = 502, rawHeaders } = incoming;
      readAll(incoming).then((bytes) => resolve({ status: statusCode, rawHeaders, body: bytes }), reject);
    });
    outgoing.end(body);
  });
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** `Expect: 100-continue` was answered by the proxy already. */
function withoutExpect(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, index) => rawHeaders[index - (index % 2)]?.toLowerCase() !== 'expect');
}

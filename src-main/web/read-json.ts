import type { IncomingMessage } from 'node:http';
import { problem, type Problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';

/** Reads a JSON body of at most `cap` bytes. What comes beyond is not kept. */
export async function readJson(request: IncomingMessage, cap: number): Promise<Result<unknown, Problem>> {
  if (Number(request.headers['content-length'] ?? 0) > cap) return err(problem('tooLarge'));
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > cap) return err(problem('tooLarge'));
    parts.push(part);
  }
  try {
    return ok(JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown);
  } catch {
    return err(problem('invalidInput', 'The body is not JSON.'));
  }
}

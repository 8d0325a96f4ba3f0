const maxAnswerBytes = 8 * 1024 * 1024;

/** The body; null when it is longer than this: a server that never stops talking must not fill this machine's memory. */
export async function readBytes(response: Response, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as text; null when it is longer than any answer. */
export const readText = async (response: Response): Promise<string | null> => (await readBytes(response, maxAnswerBytes))?.toString('utf8') ?? null;

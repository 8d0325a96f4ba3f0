const maxAnswerBytes = 8 * 1024 * 1024;

/** The body as text; null when it is longer than any answer: a server that never stops talking must not fill this machine's memory. */
export async function readText(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxAnswerBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

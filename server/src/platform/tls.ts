import { readFile } from 'node:fs/promises';

/**
 * Reads certificate and key as PEM text.
 * @throws Error naming the file that cannot be read
 */
export async function readTls(files: { certFile: string; keyFile: string }): Promise<{ cert: string; key: string }> {
  return { cert: await readPem(files.certFile, 'TLS_CERT'), key: await readPem(files.keyFile, 'TLS_KEY') };
}

async function readPem(path: string, variable: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`${variable}: không đọc được ${path} / ${path} cannot be read`, { cause });
  });
  if (!text.includes('-----BEGIN ')) throw new Error(`${variable}: ${path} không phải tệp PEM / is not a PEM file`);
  return text;
}

import { type IncomingMessage, createServer, request as ask } from 'node:http';
import { type AddressInfo, type Socket, connect } from 'node:net';

/** Stands between a device and its province and may change what the province answers; everything else goes through, MQTT too. */
export interface Proxy {
  url: string;
  /** Changes the body of an answer to a GET; null leaves it alone. */
  rewrite: (path: string, body: Buffer) => Buffer | null | Promise<Buffer | null>;
  stop(): Promise<void>;
}

/** Opens a proxy to an address on a free port of this machine. */
export async function openProxy(target: string): Promise<Proxy> {
  const { port, hostname } = new URL(target);
  const open = new Set<Socket>();
  const server = createServer((request, response) => {
    const onward = ask({ hostname, port, path: request.url, method: request.method, headers: request.headers });
    onward.on('response', (answer) => {
      void bodyOf(answer).then(async (body) => {
        const changed = request.method === 'GET' ? await proxy.rewrite(request.url ?? '/', body) : null;
        const { 'content-length': _length, 'transfer-encoding': _coding, ...headers } = answer.headers;
        response.writeHead(changed ? 200 : (answer.statusCode ?? 502), headers).end(changed ?? body);
      });
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => {
    const onward = connect(Number(port), hostname, () => {
      const lines = request.rawHeaders.flatMap((name, at, all) => (at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : []));
      onward.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
  });
  const proxy: Proxy = {
    url: '',
    rewrite: () => null,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((settle) => server.close(settle));
    },
  };
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

import { connect } from 'node:net';
import type { IncomingMessage, Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { WebSocketServer, createWebSocketStream } from 'ws';
import type { WebSocket } from 'ws';

/** A frame holds one packet of 64 KiB and its header, or less. */
const MOST_PER_FRAME = 64 * 1024 + 16;

/** Once the broker has ended a connection, the other side has this long to end it too. */
const PARTING_MS = 1_000;

/**
 * Carries MQTT over WebSocket on the public port: browsers and speakers speak to the broker, which listens on
 * loopback only, through here. Who may log in and what fits is the broker's business.
 * @param server the HTTP or HTTPS server; other paths' upgrades are left to other listeners, or refused when there are none
 * @param target where the broker listens
 * @returns what ends all such connections
 */
export function attachMqttOverWebSocket(
  server: Server | SecureServer,
  path: string,
  target: { host?: string; port: number },
): { close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_PER_FRAME,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('mqtt') ? 'mqtt' : false),
  });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const asked = (request.url ?? '').split('?')[0];
    if (asked === path && offersMqtt(request))
      sockets.handleUpgrade(request, socket, head, (peer) => join(peer, target));
    else if (asked === path || server.listenerCount('upgrade') === 1)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  };
  server.on('upgrade', upgrade);
  return {
    close() {
      server.off('upgrade', upgrade);
      for (const peer of sockets.clients) peer.terminate();
      sockets.close();
    },
  };
}

function offersMqtt(request: IncomingMessage): boolean {
  const offered = request.headers['sec-websocket-protocol'] ?? '';
  return offered.split(',').some((protocol) => protocol.trim() === 'mqtt');
}

function join(peer: WebSocket, target: { host?: string; port: number }): void {
  const broker = connect({ host: target.host ?? '127.0.0.1', port: target.port, noDelay: true });
  const stream = createWebSocketStream(peer);
  // 1013: try again later. The broker is away; the client backs off and comes back.
  broker.on('error', () => peer.close(1013));
  broker.on('close', () => {
    stream.end();
    // One that sends on and never says goodbye would hold its connection for half a minute.
    setTimeout(() => peer.terminate(), PARTING_MS).unref();
  });
  stream.on('error', () => broker.destroy());
  stream.on('close', () => broker.destroy());
  stream.pipe(broker).pipe(stream);
}

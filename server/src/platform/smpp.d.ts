/** What we use of node-smpp 0.5, which brings no types (https://github.com/farhadi/node-smpp). */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server } from 'node:net';

  interface Pdu {
    command: string;
    command_status: number;
    message_id?: string;
    source_addr?: string;
    destination_addr?: string;
    data_coding?: number;
    esm_class?: number;
    receipted_message_id?: string;
    message_state?: number;
    system_id?: string;
    password?: string;
    short_message?: { message?: string; udh?: unknown };
    response(options?: Partial<Pdu>): Pdu;
  }

  class Session extends EventEmitter {
    on(event: 'bind_transceiver' | 'submit_sm' | 'deliver_sm' | 'enquire_link', listener: (pdu: Pdu) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'connect' | 'close', listener: () => void): this;
    bind_transceiver(options: object, done: (pdu: Pdu) => void): void;
    submit_sm(options: object, done: (pdu: Pdu) => void): void;
    enquire_link(done?: (pdu: Pdu) => void): void;
    unbind(done?: () => void): void;
    send(pdu: Pdu): void;
    deliver_sm(options: object, done?: (pdu: Pdu) => void): void;
    close(done?: () => void): void;
    destroy(): void;
  }

  const smpp: {
    connect(options: object, done?: () => void): Session;
    createServer(listener: (session: Session) => void): Server;
    ESME_ROK: number;
    ESME_RBINDFAIL: number;
    ESME_RTHROTTLED: number;
  };
  export default smpp;
}

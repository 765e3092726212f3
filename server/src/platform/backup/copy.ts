import { once } from 'node:events';
import { Readable } from 'node:stream';
import type pg from 'pg';

/** The half of node-postgres that speaks COPY; its published types leave it out. */
type CopyConnection = pg.Connection & {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};

/** Rows of `COPY … TO STDOUT` as bytes, read no faster than they are taken. Give it to `client.query`. */
export class CopyOut extends Readable implements pg.Submittable {
  readonly #statement: string;
  #connection: pg.Connection | undefined;

  constructor(statement: string) {
    super();
    this.#statement = statement;
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection;
    connection.query(this.#statement);
  }

  override _read(): void {
    this.#connection?.stream.resume();
  }

  handleCopyData(message: { chunk: Buffer }): void {
    // The driver reads the next bytes into the same memory.
    if (!this.push(Buffer.from(message.chunk))) this.#connection?.stream.pause();
  }

  /** node-postgres calls it for every statement. */
  handleCommandComplete(): void {
    this.#connection?.stream.resume();
  }

  handleReadyForQuery(): void {
    this.push(null);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }
}

/** Feeds `COPY … FROM STDIN`. Give it to `client.query`, then wait for `done`. */
export class CopyIn implements pg.Submittable {
  readonly done: Promise<void>;
  readonly #statement: string;
  readonly #source: AsyncIterable<Buffer>;
  #settle: () => void = () => {};
  #fail: (error: Error) => void = () => {};

  constructor(statement: string, source: AsyncIterable<Buffer>) {
    this.#statement = statement;
    this.#source = source;
    this.done = new Promise((settle, fail) => {
      this.#settle = settle;
      this.#fail = fail;
    });
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).catch((error: unknown) => connection.sendCopyFail(String(error)));
  }

  async #send(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.#source) {
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
    }
    connection.endCopyFrom();
  }

  /** node-postgres calls it for every statement; what counts is that the connection is ready again. */
  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#settle();
  }

  handleError(error: Error): void {
    this.#fail(error);
  }
}

import type { Role } from '@nguon/protocol/http/accounts.ts';
import { inTransaction } from '../platform/db.ts';
import type { Doors } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { addPerson, makeSignInLink } from '../rooms/accounts/service.ts';
import { findUnits } from '../rooms/units/service.ts';
import { PEOPLE, type Place, PLACES } from './content.ts';
import { peopleByEmail } from './store.ts';

/** Units of the demo by their place in it. */
export type DemoUnits = Record<Place, string>;

/** Finds the demo's units on the map by their codes. Throws when the province was not seeded. */
export async function demoUnits({ db }: Pick<Platform, 'db'>): Promise<DemoUnits> {
  const find = (place: Place): Promise<string> => unitWith({ db }, PLACES[place]);
  const [province, khangNinh, cuLe, minhKhai] = await Promise.all(
    (['province', 'khangNinh', 'cuLe', 'minhKhai'] as const).map(find),
  );
  return { province, khangNinh, cuLe, minhKhai } as DemoUnits;
}

/** Id of the unit that carries a code now. Throws when there is none. */
export async function unitWith({ db }: Pick<Platform, 'db'>, code: string): Promise<string> {
  const unit = (await findUnits(db, { text: code })).find((found) => found.code === code);
  if (!unit) throw new Error(`the demo needs unit ${code}`);
  return unit.id;
}

/** Makes one person for each role. */
export async function addDemoPeople(platform: Platform, units: DemoUnits): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    for (const { name, email, role, place } of PEOPLE) {
      await addPerson(tx, platform, { name, email, grants: [{ role, unit: units[place] }] });
    }
  });
}

/** Fresh one-time links for everybody of the demo, with the words that say whose each is. Older ones end. */
export async function demoLinks(platform: Platform): Promise<{ who: string; role: Role; url: string }[]> {
  return inTransaction(platform.db, async (tx) => {
    const ids = await peopleByEmail(
      tx,
      PEOPLE.map(({ email }) => email),
    );
    const links = [];
    for (const { email, role, screen } of PEOPLE) {
      const id = ids.get(email);
      if (id !== undefined) links.push({ who: screen, role, url: await makeSignInLink(tx, platform, id, 'demo') });
    }
    return links;
  });
}

/** A file as a browser sends it. */
export interface DemoFile {
  name: string;
  /** Media type. */
  type: string;
  content: string | Buffer;
}

/** Acts through the house's own doors as somebody who came in by a one-time link: the demo can do nothing that a person cannot. */
export class DemoPerson {
  readonly #app: Doors;
  readonly #cookie: string;

  private constructor(app: Doors, cookie: string) {
    this.#app = app;
    this.#cookie = cookie;
  }

  /** Signs in by a one-time link. */
  static async enter(app: Doors, link: string): Promise<DemoPerson> {
    const token = new URL(link).hash.slice(1);
    const answer = await app.inject({ method: 'POST', url: '/api/session/link', payload: { token } });
    if (answer.statusCode >= 300) throw new Error(`demo sign-in: ${answer.body}`);
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
    return new DemoPerson(app, cookie);
  }

  /** Sends JSON to a door and reads the JSON answer. Throws when the door says no. */
  async post<T>(url: string, payload: object): Promise<T> {
    return this.#send<T>(url, { 'content-type': 'application/json' }, JSON.stringify(payload));
  }

  /** Reads a door's JSON answer. */
  async get<T>(url: string): Promise<T> {
    const answer = await this.#app.inject({ method: 'GET', url, headers: { cookie: this.#cookie } });
    if (answer.statusCode >= 300) throw new Error(`demo ${url}: ${answer.body}`);
    return answer.json<T>();
  }

  /** Sends one file to a door. */
  async upload<T>(url: string, file: DemoFile, fields: Record<string, string> = {}): Promise<T> {
    const border = 'nguon-demo';
    const part = (disposition: string): string => `--${border}\r\ncontent-disposition: form-data; ${disposition}\r\n`;
    const words = Object.entries(fields).map(([name, value]) => `${part(`name="${name}"`)}\r\n${value}\r\n`);
    const head = `${part(`name="file"; filename="${file.name}"`)}content-type: ${file.type}\r\n\r\n`;
    const payload = Buffer.concat([
      Buffer.from(words.join('') + head),
      Buffer.from(file.content),
      Buffer.from(`\r\n--${border}--\r\n`),
    ]);
    return this.#send<T>(url, { 'content-type': `multipart/form-data; boundary=${border}` }, payload);
  }

  async #send<T>(url: string, headers: Record<string, string>, payload: string | Buffer): Promise<T> {
    const answer = await this.#app.inject({
      method: 'POST',
      url,
      headers: { ...headers, cookie: this.#cookie },
      payload,
    });
    if (answer.statusCode >= 300) throw new Error(`demo ${url}: ${answer.body}`);
    return answer.json<T>();
  }
}

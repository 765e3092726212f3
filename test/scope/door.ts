import type { Role } from '../../protocol/src/http/accounts.ts';
import type { Land, Thing, Visitor } from './land.ts';

/** A call as it goes to the door; the method is that of the door. */
export interface Knock {
  url: string;
  /** An object goes as JSON, a Buffer as it is. */
  payload?: object;
  headers?: Record<string, string>;
}

/** How one door is knocked at, and who may come in. */
export interface Door {
  /** Roles over the thing's units; anybody; anybody who is signed in; whoever owns the thing. */
  may: readonly Role[] | 'public' | 'signed-in' | 'own';
  /** What it is asked about: kinds of things of the land. None: once without anything. */
  about?: readonly string[];
  /** Only these of them. */
  only?(thing: Thing): boolean;
  knock(thing: Thing, land: Land, who: Visitor): Knock | Promise<Knock>;
  /** Tables in which a call leaves a trace whatever comes of it: refusals, nonces, counters. */
  traces?: readonly string[];
  /** Also for whoever it is about. */
  orOwner?: boolean;
  /** Also for those who hold such a role where the thing is on the air. */
  whereItAirs?: boolean;
  /** Words that must not be told to this visitor besides the marks of what is hidden from them. */
  hides?(thing: Thing, land: Land, who: Visitor): readonly string[];
  /** An answer that never ends: only those who may not are tried here. */
  endless?: boolean;
  /** A refusal that is told inside a 200. */
  refusedInside?(body: string): boolean;
  /** Somebody for whom it works, so that refusals of others are not those of a wrong call. */
  worksFor?: string;
}

export const EVERY_ROLE: readonly Role[] = [
  'administrator',
  'department-editor',
  'editorial-board',
  'commune-officer',
  'commune-leader',
  'technician',
  'viewer',
];
export const WRITING: readonly Role[] = ['department-editor', 'editorial-board', 'commune-officer', 'commune-leader'];

/** What stands for "asked about nothing". */
export const NOTHING: Thing = { name: '-', id: '', units: [], marks: [] };

/** Whether a visitor may come in at a door for a thing, by the grants alone. */
export function mayEnter(door: Door, who: Visitor, thing: Thing): boolean {
  if (thing.never) return false;
  if (door.may === 'public') return true;
  if (door.may === 'signed-in') return who.id !== null;
  if (door.may === 'own') return who.id !== null && (thing === NOTHING || thing.owner === who.name);
  if (door.orOwner && thing.owner !== undefined && thing.owner === who.name) return true;
  const roles = door.may;
  const held = who.grants.filter(({ role }) => roles.includes(role));
  if (thing.units.length === 0) return held.length > 0;
  const aired = (unit: string): boolean =>
    held.some(({ units, above, topic }) => (units.has(unit) || above.has(unit)) && onTopic(topic, thing));
  if (door.whereItAirs && thing.airedIn?.some(aired)) return true;
  return thing.units.every((unit) => held.some((grant) => grant.units.has(unit) && onTopic(grant.topic, thing)));
}

/** Whether a visitor may know of a thing at all, by any right. What is on the air is no secret where it sounds. */
export function mayKnow(who: Visitor, thing: Thing): boolean {
  if (thing.owner !== undefined && thing.owner === who.name) return true;
  return who.grants.some(({ units, above, topic }) => {
    if (thing.airedIn?.some((unit) => units.has(unit) || above.has(unit))) return true;
    if (thing.units.some((unit) => units.has(unit) && (thing.airedIn || onTopic(topic, thing)))) return true;
    return thing.seenBelow === true && thing.units.some((unit) => above.has(unit));
  });
}

function onTopic(granted: string | null, thing: Thing): boolean {
  return granted === null || thing.topic === undefined || granted === thing.topic;
}

/** One file as a browser sends it. */
export function upload(url: string, name: string, content: string | Buffer): Knock {
  const border = 'nguon-scope';
  const head = `--${border}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    url,
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${border}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${border}` },
  };
}

/** A door that lists; `filters` names what it may be asked about, and by which member of its query. */
export const list = (url: string, may: Door['may'], filters: Record<string, string> = {}): Door => ({
  may,
  about: Object.keys(filters),
  knock: ({ id }) => {
    const name = Object.values(filters)[0];
    return { url: id === '' || name === undefined ? url : `${url}?${name}=${encodeURIComponent(id)}` };
  },
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Occurrence } from '@nguon/protocol/occurrence.ts';
import { Engine, type EngineParts } from './engine.ts';
import { keptLog } from './testing/lab.ts';
import { FakeLedger, FakePlayer, occurrence } from './testing/fakes.ts';

/** 17:00 in Viet Nam. */
const START = Date.parse('2026-11-23T10:00:00.000Z');

let player: FakePlayer;
let ledger: FakeLedger;
let occurrences: Occurrence[];
let stopped: Set<string>;
let leftOut: Map<string, Set<number>>;
let audio: 'here' | 'missing' | 'altered';
let trusted: boolean;
let contactAt: number | null;
let engine: Engine;

beforeEach(() => {
  vi.useFakeTimers({
    now: START,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  player = new FakePlayer();
  player.lengthOf = (path) => occurrences.find(({ order }) => order === path)?.durationMs ?? 1_000;
  ledger = new FakeLedger();
  [occurrences, stopped, audio, trusted, contactAt] = [[], new Set(), 'here', true, START];
  leftOut = new Map();
  engine = new Engine(parts(), START);
});

afterEach(async () => {
  await engine.stop();
  vi.useRealTimers();
});

function parts(): EngineParts {
  return {
    clock: {
      now: () => Date.now(),
      get trusted() {
        return trusted;
      },
      untrustedPart: () => null,
    },
    ledger,
    player,
    log: keptLog(),
    plan: () => ({ occurrences, stopped, leftOut }),
    rules: () => ({ quietFrom: 22 * 60, quietTo: 5 * 60, utcOffsetMinutes: 420, longestItemMs: 600_000 }),
    lastContactAt: () => contactAt,
    audio: () => audio,
    content: async (o) =>
      o.continuous
        ? { kind: 'stream', url: o.order }
        : {
            kind: 'sounds',
            sounds: [0, 1]
              .slice(0, o.order === 'edition' ? 2 : 1)
              .map((part) => ({ path: o.order, durationMs: o.durationMs, part })),
          },
    onChange: () => undefined,
    onFatal: (error) => {
      throw error;
    },
  };
}

const seconds = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 1_000);

test('starts at the slot, not before, and writes the start before the sound', async () => {
  occurrences = [occurrence('a', START + 30_000)];
  const order: string[] = [];
  const write = ledger.write.bind(ledger);
  ledger.write = async (facts, telling) => {
    if (facts.start?.outcome === 'playing') order.push(`start written, ${player.played.length} sounds`);
    await write(facts, telling);
  };
  engine.wake();
  await seconds(29.9);
  expect(player.played).toEqual([]);
  await seconds(0.2);
  expect(player.played).toEqual(['a']);
  expect(order).toEqual(['start written, 0 sounds']);
  await seconds(10);
  expect(ledger.words('a')).toEqual(['playing', 'finished']);
  await seconds(120);
  expect(player.played).toEqual(['a']);
});

test('a priority item interrupts, the interrupted starts again in its window', async () => {
  occurrences = [occurrence('a', START), occurrence('b', START + 5_000, { rank: 'priority' })];
  engine.wake();
  await seconds(30);
  expect(player.played).toEqual(['a', 'b', 'a']);
  expect(ledger.words('a')).toEqual(['playing', 'interrupted:higher-class', 'playing', 'finished']);
  expect(ledger.starts.get(`a@${START}`)?.attempts).toBe(2);
});

test('an overridden one that finds no more room was told once', async () => {
  occurrences = [
    occurrence('a', START, { until: START + 12_000 }),
    occurrence('b', START + 5_000, { rank: 'priority', until: START + 90_000 }),
  ];
  engine.wake();
  await seconds(120);
  expect(ledger.words('a')).toEqual(['playing', 'interrupted:higher-class']);
});

test('a stop cuts what plays and withdraws what waits', async () => {
  occurrences = [occurrence('a', START), occurrence('a', START + 100_000)];
  engine.wake();
  await seconds(3);
  stopped.add('a');
  engine.wake();
  await seconds(200);
  expect(player.played).toEqual(['a']);
  expect(ledger.words('a')).toEqual(['playing', 'interrupted:stopped', 'not-played:stopped']);
});

test('quiet hours begin: what would reach into them is not started', async () => {
  const edge = Date.parse('2026-11-23T15:00:00.000Z');
  vi.setSystemTime(edge - 20_000);
  occurrences = [occurrence('a', edge - 15_000, { durationMs: 30_000 }), occurrence('b', edge + 3_600_000)];
  engine = new Engine(parts(), edge - 20_000);
  engine.wake();
  await seconds(3 * 3_600);
  expect(player.played).toEqual([]);
  expect(ledger.words('a')).toEqual(['not-played:quiet-hours']);
  expect(ledger.words('b')).toEqual(['not-played:quiet-hours']);
});

test('a relay is joined, survives a failing stream, is left at its end', async () => {
  occurrences = [
    occurrence('r', START, { rank: 'relay', continuous: true, until: START + 60_000, durationMs: 60_000 }),
  ];
  let tries = 0;
  player.lengthOf = () => {
    tries += 1;
    return tries < 3 ? 'no route' : 600_000;
  };
  engine.wake();
  await seconds(61);
  expect(tries).toBe(3);
  expect(ledger.words('r')).toEqual(['playing', 'finished']);
});

test('a relay that never sounded is told as such, a failed player as another thing', async () => {
  occurrences = [
    occurrence('r', START, { rank: 'relay', continuous: true, until: START + 30_000, durationMs: 30_000 }),
  ];
  player.lengthOf = () => 'no route';
  engine.wake();
  await seconds(40);
  occurrences = [occurrence('a', START + 60_000)];
  engine.wake();
  await seconds(60);
  expect(ledger.words('r')).toEqual(['not-played:stream-failed']);
  expect(ledger.words('a')).toEqual(['not-played:player-failed']);
});

test('one whose sound is missing does not stand in the way, and plays when it comes', async () => {
  occurrences = [occurrence('a', START, { rank: 'priority' })];
  audio = 'missing';
  engine.wake();
  await seconds(20);
  audio = 'here';
  engine.wake();
  await seconds(15);
  expect(ledger.words('a')).toEqual(['playing', 'finished']);
});

test('one whose sound never came is told with the reason', async () => {
  occurrences = [occurrence('a', START), occurrence('b', START)];
  audio = 'missing';
  engine.wake();
  await seconds(30);
  audio = 'altered';
  await seconds(60);
  expect([ledger.words('a'), ledger.words('b')]).toEqual([['not-played:audio-altered'], ['not-played:audio-altered']]);
});

test('without a trusted clock nothing starts', async () => {
  occurrences = [occurrence('a', START + 1_000)];
  trusted = false;
  engine.wake();
  await seconds(30);
  expect(player.played).toEqual([]);
  trusted = true;
  engine.wake();
  await seconds(15);
  expect(ledger.words('a')).toEqual(['playing', 'finished']);
});

test('without contact for its stale time a perishable item stays silent, an evergreen one does not', async () => {
  const hour = 3_600_000;
  occurrences = [
    occurrence('a', START + hour, { staleAfterMs: hour / 2 }),
    occurrence('b', START + 2 * hour, { staleAfterMs: null }),
  ];
  contactAt = START - hour;
  engine.wake();
  await seconds(3 * 3_600);
  expect(player.played).toEqual(['b']);
  expect(ledger.words('a')).toEqual(['not-played:stale']);
});

test('killed in mid-sound is told in the next life and not started again', async () => {
  occurrences = [occurrence('a', START - 5_000)];
  ledger.starts.set(`a@${START - 5_000}`, {
    key: `a@${START - 5_000}`,
    order: 'a',
    slot: new Date(START - 5_000).toISOString(),
    attempts: 1,
    outcome: 'playing',
  });
  await engine.settleKilled();
  engine.wake();
  await seconds(90);
  expect(player.played).toEqual([]);
  expect(ledger.words('a')).toEqual(['interrupted:killed']);
});

test('what was missed while the device was off is told once', async () => {
  occurrences = [occurrence('a', START - 600_000)];
  engine = new Engine(parts(), START - 3_600_000);
  engine.wake();
  await seconds(60);
  engine.wake();
  await seconds(60);
  expect(ledger.words('a')).toEqual(['not-played:missed']);
});

test('the test tick is refused while something plays and gives way to what must start', async () => {
  occurrences = [occurrence('a', START + 500)];
  engine.wake();
  const tone = engine.testTone('tone', 5_000);
  player.lengthOf = () => 5_000;
  await seconds(2);
  expect(player.played).toEqual(['tone', 'a']);
  expect(await engine.testTone('tone', 1_000)).toBe('busy');
  await tone;
});

test('a part that a new document leaves out is silenced while it sounds, and the edition ends as finished', async () => {
  occurrences = [occurrence('edition', START, { durationMs: 10_000 })];
  engine.wake();
  await seconds(4);
  leftOut = new Map([['edition', new Set([0])]]);
  engine.wake();
  await seconds(0.1);
  expect(engine.playing()?.positionMs).toBe(4_000);
  await seconds(12);
  expect(player.played).toEqual(['edition', 'edition']);
  expect(ledger.words('edition')).toEqual(['playing', 'finished']);
  expect(ledger.told.at(-1)).toMatchObject({ playedMs: 14_000, detail: 'parts left out: 0' });
});

import type { Airing, LogLine } from './log-rules.ts';
import { outcomeOf, playedOfAiring, sounded, sumsOf } from './log-rules.ts';

/** Bulletins, airings and sound of one kind of thing. */
export interface Tally {
  name: string;
  bulletins: number;
  airings: number;
  playedMs: number;
}

/** What a month's report says, all of it counted from the lines of the log book. */
export interface ReportFacts {
  sums: ReturnType<typeof sumsOf>;
  /** Bulletins that sounded at least once, and those that were to sound and never did. */
  bulletins: { sounded: number; never: number };
  byTopic: Tally[];
  byClass: Tally[];
  byGenre: Tally[];
  /** An airing in two languages counts for both; its sound is divided by their lengths. */
  byLanguage: Tally[];
  byOrigin: Tally[];
  villages: {
    all: number;
    /** With a loudspeaker that stands there. */
    equipped: number;
    /** In which a loudspeaker finished at least one bulletin. */
    reached: number;
    /** Names of those not reached. */
    missed: string[];
    /** Village airings that were aimed, and those at which a loudspeaker of the village finished: the honest share. */
    aimed: number;
    heard: number;
  };
  /** Loudspeaker airings that did not go through, by reason; '' where none was told. */
  faults: { kind: 'cut' | 'silent' | 'unclear'; reason: string; speakers: number }[];
}

type Bulletin = NonNullable<Airing['bulletin']>;
type Aired = Airing & { bulletin: Bulletin };

/** Counts a report. @param names words for class, genre, origin and language */
export function reportFacts(
  lines: readonly LogLine[],
  airings: readonly Airing[],
  villages: readonly { id: string; name: string; speakers: number }[],
  names: Readonly<Record<'class' | 'genre' | 'origin' | 'language', (key: string) => string>>,
): ReportFacts {
  const own = airings.filter((airing): airing is Aired => airing.bulletin !== null);
  const aired = own.filter(sounded);
  const distinct = (list: readonly Aired[]): Set<string> => new Set(list.map(({ bulletin }) => bulletin.id));
  const by = (key: (bulletin: Bulletin) => string): Tally[] =>
    tally(aired.map((airing) => ({ airing, name: key(airing.bulletin), playedMs: playedOfAiring(airing) })));
  return {
    sums: sumsOf(lines),
    bulletins: { sounded: distinct(aired).size, never: distinct(own).size - distinct(aired).size },
    byTopic: by(({ topic }) => topic ?? 'Chưa ghi lĩnh vực'),
    byClass: by((bulletin) => names.class(bulletin.class)),
    byGenre: by(({ genre }) => names.genre(genre)),
    byLanguage: tally(aired.flatMap((airing) => languageShares(airing, names.language))),
    byOrigin: by(({ origin }) => names.origin(origin)),
    villages: villageFacts(own, villages),
    faults: faultsOf(lines),
  };
}

function languageShares(airing: Aired, name: (language: string) => string) {
  const { sounds } = airing.bulletin;
  const whole = sounds.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const played = playedOfAiring(airing);
  return sounds.map(({ language, durationMs }) => ({
    airing,
    name: name(language),
    playedMs: whole === 0 ? 0 : (played * durationMs) / whole,
  }));
}

function tally(shares: readonly { airing: Aired; name: string; playedMs: number }[]): Tally[] {
  return [...Map.groupBy(shares, ({ name }) => name)]
    .map(([name, members]) => ({
      name,
      bulletins: new Set(members.map(({ airing }) => airing.bulletin.id)).size,
      airings: new Set(members.map(({ airing }) => `${airing.order}@${airing.at}`)).size,
      playedMs: members.reduce((sum, { playedMs }) => sum + playedMs, 0),
    }))
    .toSorted((a, b) => b.playedMs - a.playedMs || a.name.localeCompare(b.name, 'vi'));
}

function villageFacts(
  own: readonly Aired[],
  villages: readonly { id: string; name: string; speakers: number }[],
): ReportFacts['villages'] {
  const heardIn = (airing: Aired): Set<string> =>
    new Set(
      airing.speakers.flatMap((one) => (outcomeOf(one) === 'finished' && one.village !== null ? [one.village] : [])),
    );
  const reached = new Set(own.flatMap((airing) => [...heardIn(airing)]));
  const missed = villages.filter(({ id }) => !reached.has(id));
  return {
    all: villages.length,
    equipped: villages.filter(({ speakers }) => speakers > 0).length,
    reached: villages.length - missed.length,
    missed: missed.map(({ name }) => name),
    aimed: own.reduce((sum, { bulletin }) => sum + bulletin.villages.length, 0),
    heard: own.reduce((sum, airing) => {
      const heard = heardIn(airing);
      return sum + airing.bulletin.villages.filter((village) => heard.has(village)).length;
    }, 0),
  };
}

function faultsOf(lines: readonly LogLine[]): ReportFacts['faults'] {
  const all = lines.flatMap(({ troubles }) => troubles);
  return [...Map.groupBy(all, ({ kind, reason }) => `${kind} ${reason}`).values()]
    .flatMap((members) => {
      const [first] = members;
      return first ? [{ ...first, speakers: members.reduce((sum, { speakers }) => sum + speakers, 0) }] : [];
    })
    .toSorted((a, b) => b.speakers - a.speakers || a.reason.localeCompare(b.reason));
}

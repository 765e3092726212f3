import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { languageName } from '@nguon/protocol/language-names.ts';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api-call.ts';
import { mediaUrl } from '../../api.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { PlaylistPlayer, type Track } from '../../ui/PlaylistPlayer.tsx';
import { WaveformPlayer } from '../../ui/WaveformPlayer.tsx';
import styles from './request.module.css';
import type { useListening } from './useListening.ts';

/** What is to be heard: an edition as one, other sounds each by itself. */
export function ListeningPart({ view, listening }: { view: RequestView; listening: ReturnType<typeof useListening> }) {
  if (view.sounds.length === 0) return null;
  return view.request.parts ? (
    <Programme view={view} listening={listening} />
  ) : (
    <Sounds view={view} listening={listening} />
  );
}

/** Whether each second that is heard counts: to approve or release it, or to confirm what a version in another language says. */
function counts(view: RequestView): boolean {
  return mustHear(view) || view.meanings.some(({ mayConfirm }) => mayConfirm);
}

/** Whether all of it has to be heard: for an approval, or to release what was approved beforehand. */
function mustHear({ mayApprove, standing }: RequestView): boolean {
  return mayApprove || (standing !== null && standing.whyNot === null);
}

/** The sounds; where seconds count they are told, for everybody else they are there to be heard. */
function Sounds({ view, listening }: { view: RequestView; listening: ReturnType<typeof useListening> }) {
  const { t } = useTranslation();
  return (
    <section className="sheet stack" aria-labelledby="nghe">
      <h2 id="nghe">{mustHear(view) ? t('request.listen') : t('player.play')}</h2>
      {view.sounds.map((sound, index) => (
        <div key={sound.sha256} className="stack-tight">
          <WaveformPlayer
            src={mediaUrl(sound.mp3Sha256)}
            durationMs={sound.durationMs}
            peaks={sound.peaks}
            name={[view.request.screen.title, view.sounds.length > 1 ? languageName(sound.language) : '']
              .filter(Boolean)
              .join(', ')}
            {...(counts(view) && {
              onPlay: listening.onPlay,
              onHeard: (stretches, settled) => listening.onHeard(index, stretches, settled),
            })}
          />
          <p className="soft small">
            {[view.sounds.length > 1 ? languageName(sound.language) : '', sound.voice].filter(Boolean).join(', ')}
          </p>
        </div>
      ))}
      {mustHear(view) && <HeardSoFar listening={listening} />}
      <ListeningTrouble error={listening.error} />
    </section>
  );
}

/** An edition, played through as one: one continuous listening. */
function Programme({ view, listening }: { view: RequestView; listening: ReturnType<typeof useListening> }) {
  const { t } = useTranslation();
  const names = (view.request.parts ?? []).flatMap(({ title, sounds }) => Array.from({ length: sounds }, () => title));
  const tracks = view.sounds.map(({ mp3Sha256, durationMs }, index): Track => {
    return { src: mediaUrl(mp3Sha256), durationMs, name: names[index] ?? '' };
  });
  return (
    <section className="sheet stack" aria-labelledby="nghe">
      <h2 id="nghe">{mustHear(view) ? t('request.listen') : t('player.play')}</h2>
      <PlaylistPlayer
        tracks={tracks}
        name={view.request.screen.title}
        {...(counts(view) && { onPlay: listening.onPlay, onHeard: listening.onHeard })}
      />
      {mustHear(view) && <HeardSoFar listening={listening} />}
      <ListeningTrouble error={listening.error} />
    </section>
  );
}

function HeardSoFar({ listening: { totalMs, heardMs } }: { listening: ReturnType<typeof useListening> }) {
  const { t } = useTranslation();
  const share = totalMs === 0 ? 0 : Math.min(100, (heardMs / totalMs) * 100);
  return (
    <div className="stack-tight">
      <div className={styles['heard']} aria-hidden>
        <span style={{ width: `${share}%` }} />
      </div>
      <output className="small">
        {t('player.heard', { heard: Math.floor(heardMs / 1000), total: Math.round(totalMs / 1000) })}
      </output>
    </div>
  );
}

/** A report that did not arrive is made up by the next one; a refusal is shown as it is. */
function ListeningTrouble({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (error instanceof ApiFailure && error.kind === 'network') return <Note>{t('request.reconnect')}</Note>;
  return <ErrorNote error={error} />;
}

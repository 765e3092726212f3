import { Button, Switch } from '@mantine/core';
import { IconMicrophone, IconPlayerPlay, IconPlayerStop, IconUpload } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../../api-call.ts';
import { provinceNow } from '../../session.ts';
import { clockReading, spokenMoment } from '../../time.ts';
import { HoldButton } from '../../ui/HoldButton.tsx';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { nameOf } from './kept.ts';
import { Prompter } from './Prompter.tsx';
import { sentencesOf } from './sentences.ts';
import { TakeList } from './TakeList.tsx';
import { takesOf } from './takes.ts';
import type { Desk } from './useDesk.ts';
import { usePlaylist } from './usePlaylist.ts';
import { useStudio, type Studio } from './useStudio.ts';
import { useTakes, type Takes } from './useTakes.ts';

/** Thu âm: a text read sentence by sentence, each take to be heard and read again alone; all of it stays here until it is sent. */
export function Recorder({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { text } = desk.draft.content;
  const sentences = useMemo(() => sentencesOf(text), [text]);
  const draft = nameOf(desk.keptKey);
  const takes = useTakes(draft);
  const studio = useStudio(draft, sentences, takes, desk.draft.noiseReduction);
  const playlist = usePlaylist();
  if (!takes.loaded) return null;
  if (studio.reading !== null) return <Prompter studio={studio} sentences={sentences} place={studio.reading} />;
  const chosen = takesOf(studio.lines);
  const hearAll = (): void => {
    if (playlist.playing === null)
      void playlist.play(chosen.map((take) => ({ id: take.id, sound: () => takes.soundOf(take) })));
    else playlist.stop();
  };
  return (
    <div className="stack">
      {studio.recorder.denied && <Note kind="error">{t('sound.noMicrophone')}</Note>}
      {takes.unkept && <Note kind="error">{t('recorder.unkept')}</Note>}
      <Begin studio={studio} sentences={sentences.length} onBegin={playlist.stop} />
      <Switch
        label={t('recorder.quieten')}
        description={t('recorder.quietenHelp')}
        checked={desk.draft.noiseReduction}
        onChange={(event) => desk.change({ noiseReduction: event.currentTarget.checked })}
      />
      {chosen.length > 0 && (
        <>
          <TakeList studio={studio} takes={takes} playlist={playlist} />
          {studio.spare.length > 0 && (
            <p className="soft small">{t('recorder.spare', { count: studio.spare.length })}</p>
          )}
          <Use desk={desk} studio={studio} takes={takes}>
            <Button
              variant="default"
              leftSection={playlist.playing === null ? <IconPlayerPlay aria-hidden /> : <IconPlayerStop aria-hidden />}
              onClick={hearAll}
            >
              {t(playlist.playing === null ? 'recorder.hearAll' : 'recorder.hushAll')}
            </Button>
          </Use>
        </>
      )}
    </div>
  );
}

/** How far the reading is, and the button that goes on with it. */
function Begin({ studio, sentences, onBegin }: { studio: Studio; sentences: number; onBegin: () => void }) {
  const { t } = useTranslation();
  const { lines, unread } = studio;
  const read = takesOf(lines);
  const at = sentences === 0 ? lines.length : unread;
  const label =
    read.length === 0
      ? t('sound.start')
      : sentences === 0
        ? t('recorder.more')
        : t('recorder.goOn', { number: (at ?? 0) + 1 });
  return (
    <div className="stack-tight">
      {read.length > 0 && (
        <p>
          {t(sentences === 0 ? 'recorder.doneFree' : 'recorder.done', {
            count: read.length,
            of: sentences,
            length: clockReading(read.reduce((sum, { ms }) => sum + ms, 0)),
          })}
        </p>
      )}
      {at !== null && (
        <Button
          variant="default"
          leftSection={<IconMicrophone aria-hidden />}
          onClick={() => {
            onBegin();
            void studio.read(at);
          }}
        >
          {label}
        </Button>
      )}
    </div>
  );
}

interface UseProps {
  desk: Desk;
  studio: Studio;
  takes: Takes;
  children: React.ReactNode;
}

/** Sends the takes, what is missing first said; a broken network is waited for, and only what it broke is sent again. */
function Use({ desk, studio, takes, children }: UseProps) {
  const { t } = useTranslation();
  const { joining } = desk;
  const { error, isPending, mutate } = joining;
  const chosen = takesOf(studio.lines);
  const unread = studio.lines.flatMap(({ take }, place) => (take ? [] : [place + 1]));
  const use = (): void => {
    if (desk.draft.content.title.trim() === '') {
      desk.write({ title: t('sound.recordingTitle', { when: spokenMoment(provinceNow(), provinceNow()) }) });
    }
    mutate({ takes: chosen, soundOf: takes.soundOf, mark: takes.put });
  };
  useEffect(() => {
    if (!(error instanceof ApiFailure) || error.kind !== 'network') return undefined;
    window.addEventListener('online', use, { once: true });
    return () => window.removeEventListener('online', use);
  });
  return (
    <div className="stack">
      {unread.length > 0 && <p className="soft small">{t('recorder.missing', { list: unread.join(', ') })}</p>}
      {joining.isSuccess && <Note kind="done">{t('recorder.sent')}</Note>}
      {isPending && (
        <p role="status">
          {t('recorder.sending', { number: Math.min(desk.sentTakes + 1, chosen.length), count: chosen.length })}
        </p>
      )}
      {error && <p>{t('recorder.unsent', { count: desk.sentTakes, of: chosen.length })}</p>}
      <ErrorNote error={error} />
      <div className="row">
        <Button leftSection={<IconUpload aria-hidden />} loading={isPending} onClick={use}>
          {t('sound.use')}
        </Button>
        {children}
        <HoldButton
          label={t('recorder.dropAll')}
          disabled={isPending}
          onHeld={() => takes.takes.forEach(({ id }) => takes.drop(id))}
        />
      </div>
    </div>
  );
}

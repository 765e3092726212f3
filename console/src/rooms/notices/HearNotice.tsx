import { Button, Radio } from '@mantine/core';
import type { NoticeDesk, NoticeView } from '@nguon/protocol/http/notices.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readNotice } from '../../api-notices.ts';
import { mediaUrl } from '../../api.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { PlaylistPlayer } from '../../ui/PlaylistPlayer.tsx';
import { useTime } from '../../ui/useTime.ts';
import { PinSheet } from '../accounts/PinSheet.tsx';
import { heardMs, missingMs, type Stretch } from '../requests/heard.ts';
import styles from '../requests/request.module.css';
import { Fate, isOver } from './SentNotices.tsx';
import { type HeadPhone, send } from './signed-notice.ts';

interface Props {
  /** As it came back from being written. */
  first: NoticeView;
  phone: HeadPhone;
  desk: NoticeDesk;
  lead: ReactNode;
  onAgain: () => void;
}

/** Until its sound is ready; and once it is sent, until it was heard or will not be. Milliseconds; false: no more. */
function lookAgain(notice: NoticeView | undefined): number | false {
  if (notice?.state === 'making') return 1_500;
  return notice?.request && !isOver(notice.request) ? 15_000 : false;
}

/** Hears a notice whole, chooses when, and sends it by the PIN. */
export function HearNotice({ first, phone, desk, lead, onAgain }: Props) {
  const { t } = useTranslation();
  const { length } = useTime();
  const client = useQueryClient();
  const [heard, setHeard] = useState<readonly Stretch[]>([]);
  const [start, setStart] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['notice', first.id],
    queryFn: () => readNotice(phone.token, first.id),
    initialData: first,
    refetchInterval: ({ state }) => lookAgain(state.data),
  });
  const notice = found.data;
  const sending = useMutation({
    mutationFn: (pin: string) => {
      const content = { sound: notice.sound?.mp3Sha256 ?? '', start, heard: toSend(heard) };
      return send(phone, notice.id, content, pin);
    },
    onSuccess: (sent) => client.setQueryData(['notice', first.id], sent),
  });
  const missing = missingMs(heardMs(heard), notice.sound?.durationMs ?? 0);
  const leave = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['notice-desk'] });
    onAgain();
  };
  const isTooLong = (notice.sound?.durationMs ?? 0) > desk.longestSeconds * 1000;
  const foot = notice.state === 'ready' && !isTooLong && <Foot {...{ missing }} send={sending.mutateAsync} />;
  return (
    <Page title={notice.title} width="narrow" foot={foot}>
      {lead}
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      <p className="reading">{notice.text}</p>
      {notice.state === 'making' && (
        <>
          <p>{t('notice.making')}</p>
          <Coming lines={2} />
        </>
      )}
      {notice.state === 'failed' && <Note kind="error">{t('notice.failed')}</Note>}
      {notice.sound && isTooLong && (
        <Note kind="error">
          {t('notice.tooLong', {
            length: length(notice.sound.durationMs),
            longest: length(desk.longestSeconds * 1000),
          })}
        </Note>
      )}
      {notice.sound && notice.state === 'ready' && !isTooLong && (
        <section className="sheet stack" aria-labelledby="nghe">
          <h2 id="nghe">{t('notice.hear')}</h2>
          <PlaylistPlayer
            name={notice.title}
            tracks={[
              {
                src: mediaUrl(notice.sound.mp3Sha256),
                durationMs: notice.sound.durationMs,
                name: notice.title,
              },
            ]}
            onHeard={(_track, stretches) => setHeard(stretches)}
          />
          <When slots={desk.slots} start={start} onChange={setStart} />
        </section>
      )}
      {notice.request && <Fate of={notice.request} />}
      {notice.state !== 'making' && (
        <Button variant="subtle" onClick={() => void leave()}>
          {t('notice.another')}
        </Button>
      )}
    </Page>
  );
}

function When(props: { slots: readonly string[]; start: string | null; onChange: (start: string | null) => void }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  return (
    <Radio.Group
      label={t('notice.when')}
      size="lg"
      value={props.start ?? ''}
      onChange={(value) => props.onChange(value === '' ? null : value)}
    >
      <div className="stack-tight">
        <Radio size="lg" value="" label={t('notice.now')} />
        {props.slots.map((at) => (
          <Radio key={at} size="lg" value={at} label={moment(at)} />
        ))}
      </div>
    </Radio.Group>
  );
}

function Foot({ missing, send: sendBy }: { missing: number; send: (pin: string) => Promise<unknown> }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const seconds = Math.ceil(missing / 1000);
  return (
    <>
      <FootButtons>
        <Button data-main disabled={seconds > 0} onClick={() => setAsking(true)}>
          <span>
            {t('notice.send')}
            {seconds > 0 && <span className={styles['missing']}>{t('request.approveMissing', { seconds })}</span>}
          </span>
        </Button>
      </FootButtons>
      <PinSheet title={t('notice.pin')} opened={asking} onClose={() => setAsking(false)} act={sendBy} />
    </>
  );
}

/** Whole milliseconds, as the server takes them. */
function toSend(heard: readonly Stretch[]): { fromMs: number; toMs: number }[] {
  return heard.map(({ fromMs, toMs }) => ({ fromMs: Math.floor(fromMs), toMs: Math.floor(toMs) }));
}

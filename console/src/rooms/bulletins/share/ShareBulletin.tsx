import { Button } from '@mantine/core';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import { shortPath } from '@nguon/protocol/short-link.ts';
import { IconDownload, IconShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listOrders, mediaUrl } from '../../../api.ts';
import { CopyField } from '../../../ui/CopyField.tsx';
import { Coming, Note } from '../../../ui/notes.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useTime } from '../../../ui/useTime.ts';
import { drawCard } from './card.ts';

/** Characters of the text that go along; the rest is behind the link. */
const LONGEST = 400;

/** Chia sẻ Zalo: words, short address, sound and a picture card, by the phone's own share sheet or to be copied. */
export function ShareBulletin({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconShare aria-hidden />} onClick={() => setOpened(true)}>
        {t('share.button')}
      </Button>
      <Sheet title={t('share.title')} opened={opened} onClose={() => setOpened(false)}>
        {opened && <Parts bulletin={bulletin} />}
      </Sheet>
    </>
  );
}

function Parts({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useTranslation();
  const link = location.origin + shortPath(bulletin.id);
  const { text } = bulletin;
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/\s+\S*$/u, '')} …` : text;
  const words = `${bulletin.title}\n\n${short}\n\n${t('share.listen', { link })}`;
  const made = useMade(bulletin, link);
  if (!made.data) return made.error ? <Copies words={words} link={link} files={[]} /> : <Coming lines={2} />;
  const { files, soundFailed } = made.data;
  const sendable = [files, files.filter(({ type }) => type === 'image/png'), []].find((some) => canShare(some));
  return (
    <div className="stack">
      {soundFailed && <Note>{t('share.failed')}</Note>}
      {sendable ? (
        <Button
          data-main
          leftSection={<IconShare aria-hidden />}
          onClick={() => void send({ title: bulletin.title, text: words, files: sendable })}
        >
          {t('share.send')}
        </Button>
      ) : (
        <Note>{t('share.noSheet')}</Note>
      )}
      <Copies words={words} link={link} files={files} />
    </div>
  );
}

/** The picture and the sound, made when the sheet opens: a share sheet must open at once when it is asked for. */
function useMade(bulletin: Bulletin, link: string) {
  const { moment } = useTime();
  return useQuery({
    queryKey: ['share', bulletin.id, bulletin.revision],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { items } = await listOrders(bulletin.id);
      const next = items.filter(({ state }) => state === 'standing').flatMap(({ slots }) => slots)[0];
      const when = moment(next?.at ?? bulletin.updatedAt);
      const card = await drawCard({
        title: bulletin.title,
        issuer: bulletin.unitName,
        when,
        link: link.replace(/^https?:\/\//u, ''),
      });
      const files = [new File([card], 'ban-tin.png', { type: 'image/png' })];
      const sound = bulletin.sounds.find(({ mp3Sha256 }) => mp3Sha256 !== null)?.mp3Sha256;
      const mp3 = sound ? await fetchSound(sound) : null;
      return { files: mp3 ? [...files, mp3] : files, soundFailed: Boolean(sound) && !mp3 };
    },
  });
}

/** The MP3, which Zalo and iPhones open; null when it cannot be fetched now. */
async function fetchSound(sha256: string): Promise<File | null> {
  try {
    const answer = await fetch(mediaUrl(sha256));
    return answer.ok ? new File([await answer.blob()], 'ban-tin.mp3', { type: 'audio/mpeg' }) : null;
  } catch {
    return null;
  }
}

function canShare(files: File[]): boolean {
  if (typeof navigator.share !== 'function') return false;
  return files.length === 0 || (typeof navigator.canShare === 'function' && navigator.canShare({ files }));
}

/** Closing the share sheet without choosing anybody is no failure. */
async function send(what: ShareData): Promise<void> {
  try {
    await navigator.share(what);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** The same parts one by one, for a computer without a share sheet. */
function Copies({ words, link, files }: { words: string; link: string; files: readonly File[] }) {
  const { t } = useTranslation();
  return (
    <>
      <CopyField label={t('share.words')} text={words} />
      <CopyField label={t('share.link')} text={link} />
      {files.map((file) => (
        <OneFile key={file.name} file={file} />
      ))}
    </>
  );
}

function OneFile({ file }: { file: File }) {
  const { t } = useTranslation();
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const picture = file.type === 'image/png';
  return (
    <div className="stack-tight">
      {picture && <img src={url} alt="" style={{ maxWidth: 240, borderRadius: 10 }} />}
      <Button
        component="a"
        href={url}
        download={file.name}
        variant="default"
        leftSection={<IconDownload aria-hidden />}
      >
        {picture ? t('share.card') : t('share.sound')}
      </Button>
    </div>
  );
}

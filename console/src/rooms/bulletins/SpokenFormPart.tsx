import { Button } from '@mantine/core';
import { IconEar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Note } from '../../ui/notes.tsx';
import { offerFor } from './spoken-form.ts';
import { SpokenFormChoice } from './SpokenFormChoice.tsx';
import type { Desk } from './useDesk.ts';

/** Rút thành lời đọc: offered where the text looks official or long; the text that was replaced stays beside the draft. */
export function SpokenFormPart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<string | null>(null);
  const { content, aside } = desk.draft;
  const offer = offerFor(content.text);
  const use = (text: string): void => {
    desk.change({ aside: { kind: 'official', text: content.text } });
    desk.write({ text });
    setAsked(null);
  };
  const swap = (): void => {
    if (!aside) return;
    desk.change({ aside: { kind: aside.kind === 'official' ? 'spoken' : 'official', text: content.text } });
    desk.write({ text: aside.text });
    setAsked(null);
  };
  return (
    <>
      {aside && (
        <Note kind={aside.kind === 'official' ? 'done' : 'info'}>
          <p>{t(aside.kind === 'official' ? 'spokenForm.used' : 'spokenForm.back')}</p>
          <Button variant="default" onClick={swap}>
            {t(aside.kind === 'official' ? 'spokenForm.original' : 'spokenForm.again')}
          </Button>
        </Note>
      )}
      {asked !== null && asked === content.text && (
        <SpokenFormChoice unit={desk.draft.content.unit} text={asked} onUse={use} onClose={() => setAsked(null)} />
      )}
      {offer && asked !== content.text && (
        <div className="stack-tight">
          <p className="soft small">{t(offer === 'official' ? 'spokenForm.offerOfficial' : 'spokenForm.offerLong')}</p>
          <div>
            <Button variant="default" leftSection={<IconEar aria-hidden />} onClick={() => setAsked(content.text)}>
              {t('spokenForm.title')}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

import { Button, Textarea, TextInput } from '@mantine/core';
import type { NoticeContent, NoticeDesk } from '@nguon/protocol/http/notices.ts';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import type { PhoneKey } from '../accounts/phone-key.ts';
import { BlankForm } from '../templates/BlankForm.tsx';
import styles from '../templates/templates.module.css';
import { DeskRules, Terms } from './DeskRules.tsx';
import { HearNotice } from './HearNotice.tsx';
import { SentNotices } from './SentNotices.tsx';
import { draft } from './signed-notice.ts';

interface Props {
  token: string;
  desk: NoticeDesk;
  own: PhoneKey;
  lead: ReactNode;
}

type Choice = NoticeDesk['templates'][number] | 'own' | null;

/** Chooses what it is about, fills it in, and hears and sends what became of it. */
export function WriteNotice({ token, desk, own, lead }: Props) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<Choice>(null);
  const phone = { token, person: desk.person, own };
  const drafting = useMutation({ mutationFn: (content: NoticeContent) => draft(phone, content) });
  const take = (content: NoticeContent): void => {
    if (!drafting.isPending) drafting.mutate(content);
  };
  const again = (): void => {
    drafting.reset();
    setChoice(null);
  };
  if (drafting.data) return <HearNotice first={drafting.data} {...{ phone, desk, lead }} onAgain={again} />;
  return (
    <Page title={t('notice.title')} width="narrow">
      {lead}
      <DeskRules desk={desk} />
      <ErrorNote error={drafting.error} />
      {drafting.isPending && <Coming lines={2} />}
      {choice === null && desk.left > 0 && <Choices desk={desk} onChoose={setChoice} />}
      {choice === 'own' && (
        <OwnWords
          busy={drafting.isPending}
          onBack={again}
          onTake={(words) => take({ standing: null, values: {}, ...words })}
        />
      )}
      {choice !== null && choice !== 'own' && (
        <section className="sheet stack" aria-labelledby="mau">
          <h2 id="mau">{choice.content.name}</h2>
          <p className="soft">
            <Terms of={choice} />
          </p>
          <BlankForm
            content={choice.content}
            standing={null}
            onTake={(values) => take({ standing: choice.standing, values, title: '', text: '' })}
            onBack={again}
          />
        </section>
      )}
      {choice === null && <SentNotices sent={desk.sent} />}
    </Page>
  );
}

function Choices({ desk, onChoose }: { desk: NoticeDesk; onChoose: (choice: Choice) => void }) {
  const { t } = useTranslation();
  return (
    <section className="sheet stack" aria-labelledby="viec-gi">
      <h2 id="viec-gi">{t('notice.choose')}</h2>
      <ul className={styles['list']}>
        {desk.templates.map((one) => (
          <li key={one.standing}>
            <button type="button" className={styles['choose']} onClick={() => onChoose(one)}>
              <b>{one.content.name}</b>
              <span className="soft small">
                <Terms of={one} />
              </span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className={styles['choose']} onClick={() => onChoose('own')}>
            <b>{t('notice.own')}</b>
            <span className="soft small">{t('notice.ownHelp')}</span>
          </button>
        </li>
      </ul>
    </section>
  );
}

function OwnWords(props: {
  busy: boolean;
  onTake: (words: { title: string; text: string }) => void;
  onBack: () => void;
}) {
  const { t } = useTranslation();
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  return (
    <form
      className="sheet stack"
      onSubmit={(event) => {
        event.preventDefault();
        props.onTake({ title: title.trim(), text: text.trim() });
      }}
    >
      <TextInput
        label={t('notice.ownTitle')}
        size="lg"
        maxLength={100}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Textarea
        label={t('notice.ownText')}
        size="lg"
        autosize
        minRows={4}
        maxLength={800}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="lg" loading={props.busy} disabled={title.trim() === '' || text.trim() === ''}>
        {t('notice.ready')}
      </Button>
      <Button variant="subtle" onClick={props.onBack}>
        {t('template.back')}
      </Button>
    </form>
  );
}

import { Textarea, TextInput } from '@mantine/core';
import type { BulletinClass } from '@nguon/protocol/primitives.ts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Note } from '../../ui/notes.tsx';
import styles from './compose.module.css';
import { Spoken } from './Spoken.tsx';
import { SpokenFormPart } from './SpokenFormPart.tsx';
import type { Desk } from './useDesk.ts';
import { TEXT_PLACE } from './useFirstWords.ts';

const CLASSES: readonly BulletinClass[] = ['normal', 'priority', 'emergency'];

/** The words: as they are written, as they will be read, under a title, with how urgent they are. */
export function TextPart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { content } = desk.draft;
  return (
    <>
      <div className={styles['beside']}>
        <Textarea
          id={TEXT_PLACE}
          label={t('compose.text')}
          description={t('compose.textHelp')}
          autosize
          minRows={6}
          maxRows={18}
          maxLength={60_000}
          value={content.text}
          onChange={(event) => desk.write({ text: event.currentTarget.value })}
        />
        <Spoken unit={content.unit} text={content.text} />
      </div>
      <SpokenFormPart desk={desk} />
      <TextInput
        label={t('compose.name')}
        description={t('compose.nameHelp')}
        maxLength={200}
        value={content.title}
        onChange={(event) => desk.write({ title: event.currentTarget.value })}
      />
      <ClassChoice desk={desk} />
    </>
  );
}

function ClassChoice({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const name = useId();
  const chosen = desk.draft.content.class;
  return (
    <>
      <fieldset className={`${styles['choices']} ${styles['three']}`}>
        <legend>{t('compose.class')}</legend>
        {CLASSES.map((each) => (
          <label key={each} className={styles['choice']} data-class={each}>
            <input type="radio" name={name} checked={chosen === each} onChange={() => desk.write({ class: each })} />
            {t(`classes.${each}`)}
          </label>
        ))}
      </fieldset>
      {chosen === 'emergency' && <Note kind="emergency">{t('compose.emergencyNotYet')}</Note>}
    </>
  );
}

import { Button, FileButton, NativeSelect } from '@mantine/core';
import { languageName, MINORITY_LANGUAGES } from '@nguon/protocol/language-names.ts';
import { IconFileMusic, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/notes.tsx';
import styles from './compose.module.css';
import { SOUND_FILES } from './sending.ts';
import { OneSound } from './SoundPart.tsx';
import type { Desk } from './useDesk.ts';

/** Bản tiếng dân tộc: a recording in each language in which it is to be heard besides Vietnamese. */
export function TonguesPart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { known, translating, dropping } = desk;
  const own = known?.language ?? 'vi';
  const versions = (known?.sounds ?? []).filter(({ language }) => language !== own);
  const [language, setLanguage] = useState<string>(MINORITY_LANGUAGES[0]);
  return (
    <div className="stack-tight">
      <h3>{t('tongues.title')}</h3>
      <p className="soft small">{t('tongues.help')}</p>
      {versions.map((sound) => (
        <div key={sound.id} className="stack-tight">
          <OneSound sound={sound} />
          <Button
            variant="default"
            leftSection={<IconTrash aria-hidden />}
            loading={dropping.isPending}
            onClick={() => dropping.mutate(sound.id)}
          >
            {t('tongues.remove', { language: languageName(sound.language) })}
          </Button>
        </div>
      ))}
      <div className={styles['pair']}>
        <NativeSelect
          label={t('tongues.which')}
          value={language}
          data={MINORITY_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
          onChange={(event) => setLanguage(event.currentTarget.value)}
        />
        <FileButton onChange={(sound) => sound && translating.mutate({ language, sound })} accept={SOUND_FILES}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              mt="auto"
              leftSection={<IconFileMusic aria-hidden />}
              loading={translating.isPending}
            >
              {t('tongues.choose')}
            </Button>
          )}
        </FileButton>
      </div>
      <ErrorNote error={translating.error ?? dropping.error} />
    </div>
  );
}

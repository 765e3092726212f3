import { Button, FileButton, TextInput } from '@mantine/core';
import { IconCamera, IconPhoto, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { mediaUrl } from '../../api.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import styles from './compose.module.css';
import { PICTURE_TYPES } from './picture.ts';
import type { Desk } from './useDesk.ts';

/** The picture of a bulletin, on boards and pages: taken or chosen, and told in words for whoever does not see it. */
export function PicturePart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { picturing } = desk;
  const picture = desk.draft.content.picture;
  return (
    <fieldset className={styles['choices']}>
      <legend>{t('picture.title')}</legend>
      {picture && (
        <div className="stack-tight">
          <img className={styles['picture']} src={mediaUrl(picture.sha256)} alt={picture.alternative} />
          <TextInput
            label={t('picture.alternative')}
            description={t('picture.alternativeHelp')}
            required
            maxLength={300}
            value={picture.alternative}
            onChange={(event) => desk.write({ picture: { ...picture, alternative: event.currentTarget.value } })}
          />
        </div>
      )}
      <div className="row">
        <Take desk={desk} camera />
        <Take desk={desk} camera={false} />
        {picture && (
          <Button
            variant="default"
            leftSection={<IconTrash aria-hidden />}
            onClick={() => desk.write({ picture: null })}
          >
            {t('picture.drop')}
          </Button>
        )}
      </div>
      <p className="soft small" role="status">
        {picturing.isPending ? t('picture.sending') : t('picture.help')}
      </p>
      <ErrorNote error={picturing.error} />
    </fieldset>
  );
}

function Take({ desk, camera }: { desk: Desk; camera: boolean }) {
  const { t } = useTranslation();
  const { isPending, mutate } = desk.picturing;
  const Icon = camera ? IconCamera : IconPhoto;
  return (
    <FileButton
      accept={PICTURE_TYPES}
      {...(camera && { capture: 'environment' })}
      onChange={(file) => file && mutate(file)}
    >
      {(props) => (
        <Button {...props} variant="default" leftSection={<Icon aria-hidden />} loading={isPending}>
          {t(camera ? 'picture.take' : 'picture.choose')}
        </Button>
      )}
    </FileButton>
  );
}

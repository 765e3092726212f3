import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enrolHeadPhone } from '../../api-notices.ts';
import { provinceNow } from '../../session.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { enrolmentOf, makeKey } from '../accounts/phone-key.ts';
import { pinFault } from '../accounts/pin.ts';
import { PinField } from '../accounts/PinSheet.tsx';

/** Binds the link to this phone: makes its key and sets its PIN. */
export function FirstPhone({ token, person }: { token: string; person: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const fault = pinFault(pin, again);
  const enrolling = useMutation({
    mutationFn: async () => {
      const key = await makeKey(person);
      await enrolHeadPhone({
        token,
        enrolled: await enrolmentOf(key, person, new Date(provinceNow()).toISOString(), pin),
      });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['notice-desk'] }),
  });
  return (
    <form
      className="sheet stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (fault === null) enrolling.mutate();
      }}
    >
      <p>{t('notice.first')}</p>
      <p className="soft small">{t('phones.pinHelp')}</p>
      <PinField
        label={t('phones.pin')}
        value={pin}
        onChange={setPin}
        error={tried && fault !== null && fault !== 'pinDiffers' ? t(`phones.${fault}`) : null}
      />
      <PinField
        label={t('phones.pinAgain')}
        value={again}
        onChange={setAgain}
        error={tried && fault === 'pinDiffers' ? t('phones.pinDiffers') : null}
      />
      {enrolling.error instanceof DOMException ? (
        <Note kind="error">{t('phones.unsupported')}</Note>
      ) : (
        <ErrorNote error={enrolling.error} />
      )}
      <Button type="submit" size="lg" loading={enrolling.isPending}>
        {t('notice.enrol')}
      </Button>
    </form>
  );
}

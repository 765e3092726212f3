import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptClaim, makeClaimCode, viewClaim } from '../../api.ts';
import { grantsFor, unitsOf, useMe } from '../../session.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { PlacePicker, type Place } from '../../ui/PlacePicker.tsx';
import { useTime } from '../../ui/useTime.ts';
import compose from '../bulletins/compose.module.css';
import styles from './devices.module.css';

type Way = 'code' | 'screen';

/** Thêm thiết bị: a code made here for a speaker, or the code that a screen shows, accepted here. */
export function AddDevice({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>('code');
  const [place, setPlace] = useState<Place[]>([]);
  const [name, setName] = useState('');
  const me = useMe();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('devices.add')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('act.close'), size: 'lg' }}
    >
      <div className="stack">
        <fieldset className={compose['choices']}>
          <legend>{t('devices.way')}</legend>
          <label className={compose['choice']}>
            <input type="radio" name="way" checked={way === 'code'} onChange={() => setWay('code')} />
            {t('devices.waySpeaker')}
          </label>
          <label className={compose['choice']}>
            <input type="radio" name="way" checked={way === 'screen'} onChange={() => setWay('screen')} />
            {t('devices.wayBoard')}
          </label>
        </fieldset>
        <TextInput
          label={t('devices.name')}
          description={t('devices.nameExample')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className="stack-tight">
          <b>{t('devices.place')}</b>
          <PlacePicker
            single
            label={t('devices.place')}
            roots={unitsOf(grantsFor(me, 'keepDevices'))}
            chosen={place}
            onChange={setPlace}
          />
        </div>
        {way === 'code' ? (
          <ByCode place={place[0]} name={name.trim()} />
        ) : (
          <ByScreen place={place[0]} name={name.trim()} />
        )}
      </div>
    </Modal>
  );
}

interface Where {
  place: Place | undefined;
  name: string;
}

function ByCode({ place, name }: Where) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const [kind, setKind] = useState<'speaker' | 'browser-speaker'>('speaker');
  const making = useMutation({ mutationFn: () => makeClaimCode({ unit: place?.id ?? '', kind, name }) });
  return (
    <>
      <NativeSelect
        label={t('devices.kind')}
        value={kind}
        data={(['speaker', 'browser-speaker'] as const).map((value) => ({ value, label: t(`devices.kinds.${value}`) }))}
        onChange={(event) => setKind(event.currentTarget.value === 'speaker' ? 'speaker' : 'browser-speaker')}
      />
      <ErrorNote error={making.error} />
      <Button disabled={!place || name === ''} loading={making.isPending} onClick={() => making.mutate()}>
        {t('devices.makeCode')}
      </Button>
      {making.data && (
        <div className="stack-tight" role="status">
          <b>{t('devices.code')}</b>
          <p className={styles['code']}>{making.data.code}</p>
          <p className="soft small">{t('devices.codeUntil', { when: moment(making.data.expiresAt) })}</p>
          <CopyField label={t('devices.claimString')} text={making.data.claimString} />
        </div>
      )}
    </>
  );
}

function ByScreen({ place, name }: Where) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const clean = code.replaceAll(/[\s-]/g, '').toUpperCase();
  const checking = useMutation({ mutationFn: () => viewClaim(clean) });
  const accepting = useMutation({
    mutationFn: () => acceptClaim({ code: clean, unit: place?.id ?? '', name }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['devices'] }),
  });
  if (accepting.isSuccess) return <Note kind="done">{t('devices.accepted')}</Note>;
  return (
    <>
      <TextInput
        label={t('devices.boardCode')}
        autoCapitalize="characters"
        autoComplete="off"
        maxLength={12}
        value={code}
        onChange={(event) => {
          setCode(event.currentTarget.value);
          checking.reset();
        }}
      />
      <ErrorNote error={checking.error ?? accepting.error} />
      {!checking.data && (
        <Button disabled={clean.length !== 8} loading={checking.isPending} onClick={() => checking.mutate()}>
          {t('devices.check')}
        </Button>
      )}
      {checking.data && (
        <div className="stack" role="status">
          <b>{t('devices.words')}</b>
          <ol className={styles['words']}>
            {checking.data.words.map((word) => (
              <li key={word}>{word}</li>
            ))}
          </ol>
          <p className="soft">{t('devices.different')}</p>
          <Button disabled={!place || name === ''} loading={accepting.isPending} onClick={() => accepting.mutate()}>
            {t('devices.same')}
          </Button>
        </div>
      )}
    </>
  );
}

import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ClaimCodeReply } from '@nguon/protocol/http/devices.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { acceptClaim, makeClaimCode, viewClaim } from '../../api.ts';
import { grantsFor, unitsOf, useMe } from '../../session.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { PlacePicker, type Place } from '../../ui/PlacePicker.tsx';
import { useTime } from '../../ui/useTime.ts';
import compose from '../bulletins/compose.module.css';
import styles from './devices.module.css';

type Way = 'code' | 'screen';
type Code = z.infer<typeof ClaimCodeReply>;

/** Thêm thiết bị: a code made here for a speaker, or the code that a screen shows, accepted here. */
export function AddDevice({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<Code | null>(null);
  const [accepted, setAccepted] = useState(false);
  const close = (): void => {
    setMade(null);
    setAccepted(false);
    onClose();
  };
  return (
    <Sheet opened={opened} onClose={close} title={t('devices.add')} wide>
      {made && <MadeCode code={made} />}
      {accepted && <Note kind="done">{t('devices.accepted')}</Note>}
      {!made && !accepted && <Form onMade={setMade} onAccepted={() => setAccepted(true)} />}
    </Sheet>
  );
}

function Form({ onMade, onAccepted }: { onMade: (code: Code) => void; onAccepted: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [way, setWay] = useState<Way>('code');
  const [place, setPlace] = useState<Place[]>([]);
  const [name, setName] = useState('');
  const where = { place: place[0], name: name.trim() };
  return (
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
      {way === 'code' ? <ByCode {...where} onMade={onMade} /> : <ByScreen {...where} onAccepted={onAccepted} />}
    </div>
  );
}

interface Where {
  place: Place | undefined;
  name: string;
}

function ByCode({ place, name, onMade }: Where & { onMade: (code: Code) => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'speaker' | 'browser-speaker'>('speaker');
  const making = useMutation({
    mutationFn: () => makeClaimCode({ unit: place?.id ?? '', kind, name }),
    onSuccess: onMade,
  });
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
    </>
  );
}

function MadeCode({ code }: { code: Code }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  return (
    <div className="stack" role="status">
      <div className="stack-tight">
        <b>{t('devices.code')}</b>
        <p className={styles['code']}>{code.code}</p>
        <p className="soft small">{t('devices.codeUntil', { when: moment(code.expiresAt) })}</p>
      </div>
      <CopyField label={t('devices.claimString')} text={code.claimString} />
    </div>
  );
}

function ByScreen({ place, name, onAccepted }: Where & { onAccepted: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const clean = code.replaceAll(/[\s-]/g, '').toUpperCase();
  const checking = useMutation({ mutationFn: () => viewClaim(clean) });
  const accepting = useMutation({
    mutationFn: () => acceptClaim({ code: clean, unit: place?.id ?? '', name }),
    onSuccess: async () => {
      onAccepted();
      await client.invalidateQueries({ queryKey: ['devices'] });
    },
  });
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

import { Button, Textarea } from '@mantine/core';
import { canonicalJson, sha256 } from '@nguon/protocol/canonical.ts';
import type { SignedByPhone } from '@nguon/protocol/http/phones.ts';
import type { StandingView } from '@nguon/protocol/http/standing.ts';
import type { StandingApproval } from '@nguon/protocol/standing.ts';
import { previewTemplate } from '@nguon/protocol/template.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { provinceNow } from '../../session.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { FootButtons } from '../../ui/Page.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { readKey, signWithPin, type PhoneKey } from '../accounts/phone-key.ts';
import { PinSheet } from '../accounts/PinSheet.tsx';
import { useTerms } from '../templates/useTerms.ts';

/** The way by which a leader answers: signed in, or by a personal link. */
export interface StandingWay {
  approve(signed: SignedByPhone): Promise<StandingView>;
  decline(reason: string): Promise<StandingView>;
}

/** What the leader is asked: the words with their blanks, the terms, and what a yes means. */
export function StandingFacts({ view }: { view: StandingView }) {
  const { t } = useTranslation();
  const terms = useTerms();
  return (
    <section className="sheet stack">
      <p>{t('standing.asksYou', { name: view.askedByName })}</p>
      <h2>{previewTemplate({ ...view.content, text: view.content.title }, {})}</h2>
      <p className="reading">{previewTemplate(view.content, {})}</p>
      <ul className="stack-tight">
        {view.content.blanks.map(({ name, label, kind, choices }) => (
          <li key={name} className="small">
            [{label}] {t(`templates.kinds.${kind}`)}
            {choices.length > 0 && `: ${choices.join(', ')}`}
          </li>
        ))}
      </ul>
      <p>
        <b>{terms(view)}</b>
      </p>
      <p>{t('standing.where', { places: view.placeNames.join(', ') })}</p>
      <p className="soft">{t('standing.means')}</p>
    </section>
  );
}

interface Props {
  view: StandingView;
  /** Who answers. */
  person: string;
  way: StandingWay;
  onAnswered: (view: StandingView) => Promise<void>;
}

/** Duyệt sẵn by this phone and its PIN, or Không duyệt with a reason. */
export function StandingDecision({ view, person, way, onAnswered }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [declining, setDeclining] = useState(false);
  const key = useQuery({
    queryKey: ['phone-key', person],
    queryFn: () => readKey(person).catch(() => null),
    staleTime: 0,
  });
  return (
    <>
      {key.data === null && <Note>{t('standing.needPhone')}</Note>}
      <FootButtons>
        <Button variant="default" onClick={() => setDeclining(true)}>
          {t('standing.decline')}
        </Button>
        <Button data-main disabled={key.data == null} onClick={() => setAsking(true)}>
          {t('standing.approve')}
        </Button>
      </FootButtons>
      <PinSheet
        title={t('standing.pin')}
        opened={asking}
        onClose={() => setAsking(false)}
        act={async (pin) =>
          key.data && onAnswered(await way.approve(await signed(view, { key: key.data, person, pin })))
        }
      />
      <Decline {...{ way, onAnswered }} opened={declining} onClose={() => setDeclining(false)} />
    </>
  );
}

function Decline(props: Pick<Props, 'way' | 'onAnswered'> & { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const declining = useMutation({
    mutationFn: async () => props.onAnswered(await props.way.decline(reason.trim())),
    onSuccess: props.onClose,
  });
  return (
    <Sheet title={t('standing.decline')} opened={props.opened} onClose={props.onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          declining.mutate();
        }}
      >
        <Textarea
          label={t('standing.reason')}
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ErrorNote error={declining.error} />
        <Button type="submit" loading={declining.isPending} disabled={reason.trim() === ''}>
          {t('standing.decline')}
        </Button>
      </form>
    </Sheet>
  );
}

/** Signs what is on the screen: the hash is reckoned here, of the words that were shown. */
async function signed(
  view: StandingView,
  { key, person, pin }: { key: PhoneKey; person: string; pin: string },
): Promise<SignedByPhone> {
  const { id, unit, template, content, places, hours, longestSeconds, perDay, until } = view;
  const statement: StandingApproval = {
    v: 1,
    kind: 'template',
    id,
    approver: person,
    unit,
    template,
    revision: await sha256(canonicalJson(content)),
    places,
    hours,
    longestSeconds,
    perDay,
    from: new Date(provinceNow()).toISOString(),
    until,
  };
  return signWithPin(key, PHONE_TYPES.standing, statement, pin);
}

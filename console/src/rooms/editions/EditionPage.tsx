import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Edition } from '@nguon/protocol/http/editions.ts';
import { IconDeviceFloppy, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePart } from '../../address.ts';
import { createEdition, mediaUrl, readEdition, reviseEdition, submitRequest, submitRotation } from '../../api.ts';
import { codeOf } from '../../api-call.ts';
import { paths } from '../../paths.ts';
import { grantsFor, unitsOf, useMe } from '../../session.ts';
import { instantOf } from '../../time.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { PlacePicker, type Place } from '../../ui/PlacePicker.tsx';
import { PlaylistPlayer, type Track } from '../../ui/PlaylistPlayer.tsx';
import { useSingly } from '../../ui/useSingly.ts';
import { useTime } from '../../ui/useTime.ts';
import { FewerReason } from '../bulletins/correction/FewerReason.tsx';
import { WhenPart, type Chosen } from '../bulletins/WhenPart.tsx';
import { totalMs, type Placed } from './order.ts';
import { PartList } from './PartList.tsx';
import { type Ending, faultOf, TurnsPart } from './TurnsPart.tsx';

/** Lập chương trình: a new edition. */
export function NewEdition(): ReactNode {
  return <Assembly edition={null} />;
}

/** One edition: its parts in order, its length, and the whole to be heard before it is submitted. */
export function EditionPage(): ReactNode {
  const { t } = useTranslation();
  const id = usePart('edition');
  const found = useQuery({ queryKey: ['edition', id], queryFn: () => readEdition(id) });
  if (!found.data) {
    return (
      <Page title={t('edition.title')}>
        {found.error ? <ErrorNote error={found.error} again={() => void found.refetch()} /> : <Coming />}
      </Page>
    );
  }
  return <Assembly key={id} edition={found.data} />;
}

function placedOf(edition: Edition): Placed[] {
  return edition.parts.map((part, index) => ({
    ...part,
    key: `${index} ${part.bulletin ?? part.item}`,
    onceMs: part.sounds.reduce((sum, sound) => sum + (sound.durationMs ?? 0), 0),
  }));
}

/** Where and when it shall be heard: chosen on the screen, sent with the request. */
interface Asked {
  places: readonly Place[];
  when: Chosen;
  ending: Ending | null;
}

/** Under which a first saving hands on what was chosen to the page of the saved edition. */
const askedKey = (edition: string) => ['edition-asked', edition];

/** The edition as it was last saved here, and the act of saving it. Another's change since is refused, never written over. */
function useKeeping(edition: Edition | null) {
  const client = useQueryClient();
  const [kept, setKept] = useState(edition);
  const keep = async (unit: string, title: string, parts: readonly Placed[]): Promise<Edition> => {
    const sent = parts.map(({ kind, bulletin, item, readings }) => ({ kind, bulletin, item, readings }));
    const body = { title, parts: sent };
    const saved = kept
      ? await reviseEdition(kept.bulletin.id, { ...body, seen: kept.bulletin.revision })
      : await createEdition({ ...body, unit });
    setKept(saved);
    client.setQueryData(['edition', saved.bulletin.id], saved);
    await client.invalidateQueries({ queryKey: ['editions'] });
    return saved;
  };
  return keep;
}

/** What is on the screen before it is saved. */
function useAssembly(edition: Edition | null) {
  const { t } = useTranslation();
  const { now, day } = useTime();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const keep = useKeeping(edition);
  const units = unitsOf(grantsFor(me, 'write'));
  const handed = edition ? client.getQueryData<Asked>(askedKey(edition.bulletin.id)) : undefined;
  const [unit, setUnit] = useState(edition?.bulletin.unit ?? units[0]?.id ?? '');
  const [title, setTitle] = useState(edition?.bulletin.title ?? t('edition.named', { day: day(now) }));
  const [parts, setParts] = useState<Placed[]>(edition ? placedOf(edition) : []);
  const [places, setPlaces] = useState<readonly Place[]>(handed?.places ?? units.filter(({ id }) => id === unit));
  const [when, setWhen] = useState<Chosen>(handed?.when ?? { kind: 'slots', starts: [] });
  const [ending, setEnding] = useState<Ending | null>(handed?.ending ?? null);
  const [fewerReason, setFewerReason] = useState('');
  const saveOnce = useSingly(() => keep(unit, title, parts));
  // Stays here until the request is made: a refusal finds what was chosen, and is read.
  const submitOnce = useSingly(async () => {
    const { bulletin } = await keep(unit, title, parts);
    return ask({ bulletin, places, when, ending, fewerReason });
  });
  const save = useMutation({
    mutationFn: saveOnce,
    onSuccess: async ({ bulletin: { id } }) => {
      if (edition) return;
      client.setQueryData<Asked>(askedKey(id), { places, when, ending });
      await navigate({ to: paths.edition, params: { edition: id }, replace: true });
    },
  });
  const submit = useMutation({
    mutationFn: submitOnce,
    onSuccess: async (request) => {
      await client.invalidateQueries();
      await navigate({ to: paths.request, params: { request } });
    },
  });
  const state = { unit, title, parts, places, when, ending, fewerReason };
  const setters = { setUnit, setTitle, setParts, setPlaces, setWhen, setEnding, setFewerReason };
  return { units, state, ...setters, save, submit };
}

/** Asks for the broadcast of a saved edition. @returns the request, of a rotation the first */
async function ask(asked: Asked & { bulletin: Edition['bulletin']; fewerReason: string }): Promise<string> {
  const { bulletin, when, ending } = asked;
  const targets = asked.places.map(({ id }) => id);
  if (ending && when.kind === 'slots') {
    const expiresAt = instantOf(ending.day, ending.clock);
    const rotation = { revision: bulletin.revision, targets, starts: when.starts, expiresAt };
    return (await submitRotation(bulletin.id, rotation)).requests[0] ?? '';
  }
  const request = await submitRequest({
    bulletin: bulletin.id,
    revision: bulletin.revision,
    targets,
    times: when,
    channels: ['speaker', 'board'],
    fewerReason: asked.fewerReason.trim(),
  });
  return request.id;
}

function Assembly({ edition }: { edition: Edition | null }) {
  const { t } = useTranslation();
  const { length } = useTime();
  const desk = useAssembly(edition);
  const { units, state, save, submit } = desk;
  const closed = edition !== null && !edition.bulletin.mayEdit;
  const total = totalMs(state.parts);
  const ready = state.parts.length > 0 && state.title.trim() !== '';
  const starts = state.when.kind === 'slots' ? state.when.starts : [];
  const timed = state.ending
    ? state.ending.day !== '' && faultOf(state.parts, starts) === null
    : state.when.kind === 'now' || starts.length > 0;
  const missing = [
    state.parts.length === 0 && t('edition.missingParts'),
    state.title.trim() === '' && t('edition.missingName'),
    state.places.length === 0 && t('compose.missingPlaces'),
    !timed && t('compose.missingTimes'),
  ].filter((part) => part !== false);
  const foot = !closed && (
    <>
      <ErrorNote error={save.error ?? submit.error} />
      {missing.length > 0 && <p className="small">{t('compose.missing', { list: missing.join(', ') })}</p>}
      <FootButtons>
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy aria-hidden />}
          disabled={!ready}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('edition.save')}
        </Button>
        <Button
          data-main
          leftSection={<IconSend aria-hidden />}
          disabled={missing.length > 0}
          loading={submit.isPending}
          onClick={() => submit.mutate()}
        >
          {t('edition.submit')}
        </Button>
      </FootButtons>
    </>
  );
  return (
    <Page title={edition?.bulletin.title ?? t('edition.make')} foot={foot}>
      {closed && edition && (
        <Note>{t('edition.closed', { state: t(`bulletinStates.${edition.bulletin.state}`) })}</Note>
      )}
      {edition?.parts.map(
        ({ outdated, title }, index) =>
          outdated && (
            // The same bulletin may stand in it twice.
            <Note key={index}>
              {title}: {t(`edition.outdated.${outdated}`)}
            </Note>
          ),
      )}
      {!closed && (
        <section className="sheet stack">
          {!edition && units.length > 1 && (
            <NativeSelect
              label={t('edition.unit')}
              value={state.unit}
              data={units.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => desk.setUnit(event.currentTarget.value)}
            />
          )}
          <TextInput
            label={t('edition.name')}
            maxLength={200}
            value={state.title}
            onChange={(event) => desk.setTitle(event.currentTarget.value)}
          />
        </section>
      )}
      <section className="sheet stack" aria-labelledby="cac-muc">
        <div className="row apart">
          <h2 id="cac-muc">{t('edition.parts')}</h2>
          <output className="numbers">{t('edition.total', { total: length(total) })}</output>
        </div>
        <PartList unit={state.unit} parts={state.parts} closed={closed} onChange={desk.setParts} />
      </section>
      {edition && <Hearing edition={edition} />}
      {!closed && (
        <>
          <section className="sheet stack" aria-labelledby="noi-phat">
            <h2 id="noi-phat">{t('compose.where')}</h2>
            <PlacePicker label={t('compose.where')} roots={units} chosen={state.places} onChange={desk.setPlaces} />
          </section>
          <section className="sheet stack" aria-labelledby="gio-phat">
            <h2 id="gio-phat">{t('compose.when')}</h2>
            <WhenPart when={state.when} place={state.places[0]} neededMs={total} onChange={desk.setWhen} />
          </section>
          <TurnsPart parts={state.parts} starts={starts} ending={state.ending} onChange={desk.setEnding} />
          {(codeOf(submit.error) === 'correction-too-few' || state.fewerReason !== '') && (
            // Only where a correction in it was refused for being heard less often than its error.
            <section className="sheet">
              <FewerReason reason={state.fewerReason} onChange={desk.setFewerReason} />
            </section>
          )}
        </>
      )}
    </Page>
  );
}

/** The saved whole, played through as loudspeakers will play it; what is read twice is heard once here. */
function Hearing({ edition }: { edition: Edition }) {
  const { t } = useTranslation();
  const tracks = edition.parts.flatMap(({ title, sounds }): Track[] =>
    sounds.flatMap(({ mp3Sha256, durationMs }) =>
      mp3Sha256 === null || durationMs === null ? [] : [{ src: mediaUrl(mp3Sha256), durationMs, name: title }],
    ),
  );
  return (
    <section className="sheet stack" aria-labelledby="nghe-lien">
      <h2 id="nghe-lien">{t('edition.listen')}</h2>
      <PlaylistPlayer key={edition.bulletin.revision} tracks={tracks} name={edition.bulletin.title} />
    </section>
  );
}

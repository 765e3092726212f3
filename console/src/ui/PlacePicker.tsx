import { TextInput } from '@mantine/core';
import { useDebouncedValue, useId } from '@mantine/hooks';
import type { Unit } from '@nguon/protocol/http/units.ts';
import { IconChevronRight, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findUnits } from '../api.ts';
import { Coming, ErrorNote } from './notes.tsx';
import styles from './PlacePicker.module.css';

/** A unit as a picker keeps it. */
export interface Place {
  id: string;
  name: string;
}

interface Props {
  /** Where the tree begins: the units of this person's grants. */
  roots: readonly Place[];
  chosen: readonly Place[];
  onChange: (chosen: Place[]) => void;
  /** One place only. */
  single?: boolean;
  label: string;
}

interface Choosing {
  chosen: readonly Place[];
  single: boolean;
  name: string;
  toggle: (place: Place) => void;
}

/** Choosing places: a search that needs no tone marks, above the tree of one's own units. Villages come when a unit is opened. */
export function PlacePicker({ roots, chosen, onChange, single = false, label }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 250);
  const name = useId();
  const toggle = (place: Place): void => {
    const without = chosen.filter(({ id }) => id !== place.id);
    if (single) onChange([place]);
    else onChange(without.length === chosen.length ? [...chosen, place] : without);
  };
  const choosing: Choosing = { chosen, single, name, toggle };
  return (
    <fieldset className={styles['picker']} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <legend className="unseen">{label}</legend>
      {chosen.length > 0 && (
        <ul className={styles['chosen']} aria-label={t('places.chosen')}>
          {chosen.map((place) => (
            <li key={place.id} className={styles['chip']}>
              {place.name}
              <button
                type="button"
                onClick={() => onChange(chosen.filter(({ id }) => id !== place.id))}
                aria-label={t('places.drop', { name: place.name })}
              >
                <IconX size={18} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <TextInput
        type="search"
        aria-label={t('places.find')}
        placeholder={t('places.find')}
        leftSection={<IconSearch size={20} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {asked === '' ? (
        <ul className={styles['tree']}>
          {roots.map((root) => (
            <Branch key={root.id} place={root} choosing={choosing} covered={false} opened={roots.length === 1} />
          ))}
        </ul>
      ) : (
        <Found text={asked} roots={roots} choosing={choosing} />
      )}
    </fieldset>
  );
}

function Found({ text, roots, choosing }: { text: string; roots: readonly Place[]; choosing: Choosing }) {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['units', 'found', text], queryFn: () => findUnits({ text, limit: 50 }) });
  if (found.error) return <ErrorNote error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Coming lines={1} />;
  const within = found.data.filter((unit) => isWithin(unit, roots));
  if (within.length === 0) return <p className="soft">{t('places.none')}</p>;
  return (
    <ul className={styles['tree']}>
      {within.map((unit) => (
        <li key={unit.id}>
          <div className={styles['line']}>
            <Pick place={unit} note={unit.path} choosing={choosing} covered={false} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** By the names above it: the search answers for the whole province, the server refuses what is not one's own. */
function isWithin(unit: Unit, roots: readonly Place[]): boolean {
  const above = unit.path.split(', ');
  return roots.some((root) => root.id === unit.id || above.includes(root.name));
}

interface BranchProps {
  place: Place & { level?: number };
  choosing: Choosing;
  covered: boolean;
  opened?: boolean;
}

function Branch({ place, choosing, covered, opened = false }: BranchProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(opened);
  const isChosen = choosing.chosen.some(({ id }) => id === place.id);
  const isVillage = place.level === 3;
  const covers = covered || (isChosen && !choosing.single);
  return (
    <li>
      <div className={styles['line']}>
        <Pick place={place} choosing={choosing} covered={covered} />
        {!isVillage && (
          <button
            type="button"
            className={styles['toggle']}
            aria-expanded={open}
            aria-label={open ? t('places.closeTree', { name: place.name }) : t('places.openTree', { name: place.name })}
            onClick={() => setOpen(!open)}
          >
            <IconChevronRight aria-hidden />
          </button>
        )}
      </div>
      {open && !isVillage && <Inside of={place} choosing={choosing} covered={covers} />}
    </li>
  );
}

function Inside({ of, choosing, covered }: { of: Place; choosing: Choosing; covered: boolean }) {
  const { t } = useTranslation();
  const inside = useQuery({
    queryKey: ['units', 'inside', of.id],
    queryFn: () => findUnits({ parent: of.id, limit: 500 }),
    staleTime: 300_000,
  });
  if (inside.error) return <ErrorNote error={inside.error} again={() => void inside.refetch()} />;
  if (!inside.data) return <Coming lines={1} />;
  if (inside.data.length === 0) return <p className={`soft ${styles['inner']}`}>{t('places.noVillages')}</p>;
  return (
    <ul className={styles['inner']}>
      {inside.data.map((unit) => (
        <Branch key={unit.id} place={unit} choosing={choosing} covered={covered} />
      ))}
    </ul>
  );
}

function Pick({
  place,
  note,
  choosing,
  covered,
}: {
  place: Place;
  note?: string;
  choosing: Choosing;
  covered: boolean;
}) {
  const { t } = useTranslation();
  const isChosen = choosing.chosen.some(({ id }) => id === place.id);
  return (
    <label className={styles['pick']}>
      <input
        type={choosing.single ? 'radio' : 'checkbox'}
        name={choosing.name}
        checked={isChosen || covered}
        disabled={covered}
        onChange={() => choosing.toggle({ id: place.id, name: place.name })}
      />
      <span>
        {place.name}
        {note !== undefined && note !== '' && <small>{note}</small>}
        {covered && <span className="unseen">: {t('places.covered')}</span>}
      </span>
    </label>
  );
}

import type { OrderView } from '@nguon/protocol/http/broadcasts.ts';
import { useTranslation } from 'react-i18next';
import styles from './orders.module.css';

type Village = OrderView['villages'][number];
type State = Village['state'];

/** A shape for each state, so that no colour is needed to tell them apart. */
const MARKS: Readonly<Record<State, string | null>> = {
  reached: 'M6.5 11.5l3 3 6-6.5',
  playing: null,
  received: null,
  interrupted: 'M5.5 16.5l11-11',
  'not-played': 'M7.5 7.5l7 7M14.5 7.5l-7 7',
  waiting: null,
  'no-speaker': null,
};

function Dot({ state, title }: { state: State; title?: string }) {
  const mark = MARKS[state];
  return (
    <svg className={styles['dot']} data-state={state} viewBox="0 0 22 22" aria-hidden>
      {title !== undefined && <title>{title}</title>}
      <circle className={styles['ring']} cx={11} cy={11} r={9.5} />
      {state === 'playing' && <path className={styles['filled']} d="M11 1.5a9.5 9.5 0 0 1 0 19z" />}
      {state === 'received' && <circle className={styles['filled']} cx={11} cy={11} r={3.5} />}
      {mark !== null && <path className={styles['mark']} d={mark} />}
    </svg>
  );
}

/** Villages as dots that fill when they have heard. The list below says the same. */
export function VillageDots({ villages }: { villages: readonly Village[] }) {
  const { t } = useTranslation();
  const states = [...new Set(villages.map(({ state }) => state))];
  return (
    <div className="stack-tight" aria-hidden>
      <div className={styles['dots']}>
        {villages.map((village) => (
          <Dot
            key={village.village}
            state={village.state}
            title={`${village.name}: ${t(`orders.states.${village.state}`)}`}
          />
        ))}
      </div>
      <div className={styles['legend']}>
        {states.map((state) => (
          <span key={state}>
            <Dot state={state} /> {t(`orders.states.${state}`)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The same as a list, by commune. */
export function VillageList({ villages }: { villages: readonly Village[] }) {
  const { t } = useTranslation();
  const communes = [...new Set(villages.map(({ communeName }) => communeName))];
  return (
    <details>
      <summary>
        {t('orders.villages')} ({villages.length})
      </summary>
      {communes.map((commune) => (
        <div key={commune}>
          <h3 className={styles['group']}>{commune}</h3>
          <ul className={styles['villages']}>
            {villages
              .filter(({ communeName }) => communeName === commune)
              .map((village) => (
                <li key={village.village} className={styles['village']}>
                  <Dot state={village.state} />
                  <div>
                    {village.name}: <b>{t(`orders.states.${village.state}`)}</b>
                    {village.sentence !== '' && village.sentence !== t(`orders.states.${village.state}`) && (
                      <p className="soft small">{village.sentence}</p>
                    )}
                  </div>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </details>
  );
}

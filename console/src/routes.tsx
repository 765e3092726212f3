import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type ErrorComponentProps,
} from '@tanstack/react-router';
import { wordsOf } from './address.ts';
import { BASE_PATH, paths } from './paths.ts';
import { SignIn } from './rooms/accounts/SignIn.tsx';
import { InboxPage } from './rooms/requests/InboxPage.tsx';
import { LinkFrame } from './ui/LinkFrame.tsx';
import { Broken, NotFound } from './ui/Lost.tsx';
import { Shell } from './ui/Shell.tsx';

/** Reads the named texts of an address. */
function words<K extends string>(...names: K[]) {
  return (search: Record<string, unknown>): Partial<Record<K, string>> => wordsOf(search, names);
}

const root = createRootRoute({ notFoundComponent: NotFound });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const links = createRoute({ getParentRoute: () => root, id: 'links', component: LinkFrame });

/** The one table of screens. Those that every day needs come at once, the others when they are opened. */
const table = root.addChildren([
  createRoute({ getParentRoute: () => root, path: paths.signIn, component: SignIn, validateSearch: words('back') }),
  links.addChildren([
    createRoute({
      getParentRoute: () => links,
      path: paths.approve,
      component: lazyRouteComponent(() => import('./rooms/requests/LinkPage.tsx'), 'LinkPage'),
    }),
    createRoute({
      getParentRoute: () => links,
      path: paths.notice,
      component: lazyRouteComponent(() => import('./rooms/notices/NoticePage.tsx'), 'NoticePage'),
    }),
    createRoute({
      getParentRoute: () => links,
      path: paths.approveSlot,
      component: lazyRouteComponent(() => import('./rooms/requests/SlotLinkPage.tsx'), 'SlotLinkPage'),
    }),
    createRoute({
      getParentRoute: () => links,
      path: paths.approveStanding,
      component: lazyRouteComponent(() => import('./rooms/requests/StandingPage.tsx'), 'StandingLinkPage'),
    }),
  ]),
  shell.addChildren([
    createRoute({ getParentRoute: () => shell, path: paths.inbox, component: InboxPage }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.compose,
      component: lazyRouteComponent(() => import('./rooms/bulletins/ComposePage.tsx'), 'NewBulletin'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.revise,
      component: lazyRouteComponent(() => import('./rooms/bulletins/ComposePage.tsx'), 'ReviseBulletin'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.bulletins,
      validateSearch: words('text', 'state'),
      component: lazyRouteComponent(() => import('./rooms/bulletins/BulletinList.tsx'), 'BulletinList'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.bulletin,
      component: lazyRouteComponent(() => import('./rooms/bulletins/BulletinPage.tsx'), 'BulletinPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.editions,
      component: lazyRouteComponent(() => import('./rooms/editions/EditionsPage.tsx'), 'EditionsPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.newEdition,
      component: lazyRouteComponent(() => import('./rooms/editions/EditionPage.tsx'), 'NewEdition'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.edition,
      component: lazyRouteComponent(() => import('./rooms/editions/EditionPage.tsx'), 'EditionPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.library,
      component: lazyRouteComponent(() => import('./rooms/library/LibraryPage.tsx'), 'LibraryPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.slot,
      component: lazyRouteComponent(() => import('./rooms/requests/SlotPage.tsx'), 'SlotPage'),
      validateSearch: words('unit', 'at'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.request,
      component: lazyRouteComponent(() => import('./rooms/requests/RequestPage.tsx'), 'RequestPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.standing,
      component: lazyRouteComponent(() => import('./rooms/requests/StandingPage.tsx'), 'StandingPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.templates,
      component: lazyRouteComponent(() => import('./rooms/templates/TemplatesPage.tsx'), 'TemplatesPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.newTemplate,
      validateSearch: words('unit'),
      component: lazyRouteComponent(() => import('./rooms/templates/TemplatePage.tsx'), 'NewTemplate'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.template,
      validateSearch: words('unit'),
      component: lazyRouteComponent(() => import('./rooms/templates/TemplatePage.tsx'), 'TemplatePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.heads,
      component: lazyRouteComponent(() => import('./rooms/notices/VillageHeadsPage.tsx'), 'VillageHeadsPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.timetables,
      component: lazyRouteComponent(() => import('./rooms/broadcasts/TimetablePage.tsx'), 'MyTimetable'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.timetable,
      validateSearch: words('from'),
      component: lazyRouteComponent(() => import('./rooms/broadcasts/TimetablePage.tsx'), 'TimetableOfUnit'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.books,
      validateSearch: words('unit', 'month'),
      component: lazyRouteComponent(() => import('./rooms/reports/BooksPage.tsx'), 'BooksPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.voices,
      component: lazyRouteComponent(() => import('./rooms/speech/VoicesPage.tsx'), 'VoicesPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.readings,
      validateSearch: words('unit', 'text'),
      component: lazyRouteComponent(() => import('./rooms/speech/ReadingsPage.tsx'), 'ReadingsPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.devices,
      validateSearch: words('text', 'state', 'device'),
      component: lazyRouteComponent(() => import('./rooms/devices/DeviceList.tsx'), 'DeviceList'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.units,
      validateSearch: words('text', 'on', 'inside'),
      component: lazyRouteComponent(() => import('./rooms/units/UnitList.tsx'), 'UnitList'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.people,
      component: lazyRouteComponent(() => import('./rooms/accounts/PeoplePage.tsx'), 'PeoplePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.account,
      component: lazyRouteComponent(() => import('./rooms/accounts/AccountPage.tsx'), 'AccountPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.machine,
      component: lazyRouteComponent(() => import('./rooms/accounts/MachinePage.tsx'), 'MachinePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: paths.audit,
      validateSearch: words('kind', 'id'),
      component: lazyRouteComponent(() => import('./rooms/audit/AuditPage.tsx'), 'AuditPage'),
    }),
  ]),
]);

export const router = createRouter({
  routeTree: table,
  basepath: BASE_PATH,
  defaultErrorComponent: ({ reset }: ErrorComponentProps) => <Broken reset={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

-- chương trình phát thanh: a bulletin whose revision has parts. Repeats the newest revision, so that a list never loads a body.
alter table bulletins add column kind text not null default 'bulletin' check (kind in ('bulletin', 'edition'));
create index bulletins_editions on bulletins (unit_id, updated_at desc) where kind = 'edition' and withdrawn_at is null;

-- Which bulletins a submitted edition says, at which of its places (from 0). The whole of its parts is in the request's body.
create table request_parts (
  request_id uuid not null references requests,
  place smallint not null check (place between 0 and 39),
  bulletin_id uuid not null references bulletins,
  revision text not null,
  primary key (request_id, place),
  foreign key (bulletin_id, revision) references revisions
);
create index request_parts_bulletin on request_parts (bulletin_id);

-- One part of an edition that was stopped or recalled while the rest goes on: everywhere, or in a unit and below it.
create table part_stops (
  order_id uuid not null references orders,
  place smallint not null check (place between 0 and 39),
  unit_id uuid references units,
  at timestamptz not null,
  -- Nobody: it was recalled before the order was made.
  stopped_by uuid references users,
  reason text not null,
  unique nulls not distinct (order_id, place, unit_id)
);
create index part_stops_unit on part_stops (unit_id) where unit_id is not null;

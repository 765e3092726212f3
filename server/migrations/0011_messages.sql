-- Tin đã gửi: the outbox of texts to people. What a code was is not kept.
create table messages (
  -- The job that asked for it, so that a job run twice writes one.
  id uuid primary key,
  to_number text not null,
  text text not null,
  purpose text not null check (purpose in ('approval-code')),
  unit_id uuid not null references units,
  state text not null check (state in ('sent', 'delivered', 'failed', 'late')),
  parts smallint not null,
  problem text,
  asked_at timestamptz not null,
  settled_at timestamptz not null
);
create index messages_unit on messages (unit_id, asked_at desc);

-- The gateway's numbers of a message's parts, by which it reports. A report may come before we have written of what: then message_id waits.
create table message_parts (
  gateway_id text primary key,
  message_id uuid references messages,
  delivered boolean
);
create index message_parts_message on message_parts (message_id);

-- lời nhắn khi trả lại: what an approver said instead of typing why. Belongs to the request's record: it is read where the request is read, never
-- by the file's address. One that was spoken and not sent is forgotten after a day.
create table return_notes (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references requests,
  made_by uuid not null references users,
  -- MP3, levelled.
  sha256 text not null references media,
  duration_ms int not null check (duration_ms > 0),
  made_at timestamptz not null,
  -- When the request was returned with it.
  sent_at timestamptz
);
create unique index return_notes_sent on return_notes (request_id) where sent_at is not null;
create index return_notes_sha256 on return_notes (sha256);
create index return_notes_unsent on return_notes (made_at) where sent_at is null;

-- Chữ trong ảnh: what can be read in a picture, for the privacy gate. Read once for each picture; one without a row waits for its turn.
create table picture_texts (
  sha256 text primary key references media,
  -- unread: the recogniser could do nothing with it, so that a person has to look.
  state text not null check (state in ('reading', 'read', 'unread')),
  text text not null default '',
  begun_at timestamptz not null,
  finished_at timestamptz,
  check ((state = 'reading') = (finished_at is null)),
  check (state = 'read' or text = '')
);
create index picture_texts_reading on picture_texts (begun_at) where state = 'reading';

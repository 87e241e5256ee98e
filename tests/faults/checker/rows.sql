-- What became of the journal, as one JSON object: table name -> its rows. Asked when the rows have
-- caught up and before the database stops; what the checker calls rows.json. Intervals are
-- milliseconds, of accounts only what rows refer to.
select json_build_object(
    'desk', (select coalesce(json_agg(json_build_object('desk', desk, 'code', code)), '[]') from desk),
    'account', (select coalesce(json_agg(json_build_object('account', account)), '[]') from account),
    'shift', (select coalesce(json_agg(shift order by opened_at), '[]') from shift),
    'ticket', (select coalesce(json_agg(to_jsonb(ticket)
        || jsonb_build_object('talked', round(extract(epoch from talked) * 1000)) order by queued_at), '[]') from ticket),
    'open_ticket', (select coalesce(json_agg(open_ticket order by number), '[]') from open_ticket),
    'open_session', (select coalesce(json_agg(open_session order by began_at), '[]') from open_session),
    'presence', (select coalesce(json_agg(presence order by came_at), '[]') from presence),
    'funnel_day', (select coalesce(json_agg(funnel_day order by day, step), '[]') from funnel_day),
    'journal_position', (select json_agg(journal_position) from journal_position))

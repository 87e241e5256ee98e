-- What became of the journal, as one JSON object: table name -> its rows. Asked when the rows have
-- caught up and before the database stops; what the checker calls rows.json. Intervals are
-- milliseconds (a row is `one`, because some columns are called as their table), of accounts only what rows refer to.
select json_build_object(
    'desk', (select coalesce(json_agg(json_build_object('desk', desk, 'code', code)), '[]') from desk),
    'account', (select coalesce(json_agg(json_build_object('account', account)), '[]') from account),
    'shift', (select coalesce(json_agg(one order by opened_at), '[]') from shift as one),
    'ticket', (select coalesce(json_agg(to_jsonb(one)
        || jsonb_build_object('talked', round(extract(epoch from talked) * 1000)) order by queued_at), '[]') from ticket as one),
    'open_ticket', (select coalesce(json_agg(one order by number), '[]') from open_ticket as one),
    'open_session', (select coalesce(json_agg(one order by began_at), '[]') from open_session as one),
    'presence', (select coalesce(json_agg(one order by came_at), '[]') from presence as one),
    'funnel_day', (select coalesce(json_agg(one order by day, step), '[]') from funnel_day as one),
    'journal_position', (select coalesce(json_agg(json_build_object('position', position)), '[]') from journal_position))

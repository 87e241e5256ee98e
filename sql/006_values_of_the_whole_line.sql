-- New reasons and steps of the whole line. In a file of their own, because PostgreSQL lets no
-- statement use a value in the transaction that adds it. The order is that of the protocol.
alter type end_reason add value 'no_show' before 'not_reached';
alter type end_reason add value 'time_over' before 'not_reached';

alter type funnel_step add value 'pre_chat' after 'consented';
alter type funnel_step add value 'turned_away_paused' after 'turned_away_full';
alter type funnel_step add value 'offered' after 'queued';
alter type funnel_step add value 'no_show' after 'broken_off';
alter type funnel_step add value 'ended_no_show' after 'ended_counsellor_lost';
alter type funnel_step add value 'ended_time_over' after 'ended_no_show';

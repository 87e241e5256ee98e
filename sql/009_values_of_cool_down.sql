-- The end by a cool-down, in a file of its own as in 006. The order is that of the protocol.
alter type end_reason add value 'cooled_down' before 'not_reached';
alter type funnel_step add value 'ended_cooled_down' before 'ended_not_reached';

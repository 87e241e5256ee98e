// libpqxx 6.4 asks for the encoding of a connection while it takes over a result (make_result),
// which throws when the connection has just been lost; so that one result, about 2 KB, is never
// freed. Ours to live with once for each lost connection, and not to be taken for a leak of ours. 7
// has none.
extern "C" char const* __lsan_default_suppressions();

extern "C" char const* __lsan_default_suppressions()
{
    return "leak:PQmakeEmptyPGresult\n";
}

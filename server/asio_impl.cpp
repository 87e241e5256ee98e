// Compiles Asio, its TLS layer and Beast once for all rooms; nothing else belongs here. The rooms
// see declarations only (BOOST_ASIO_SEPARATE_COMPILATION, BOOST_BEAST_SEPARATE_COMPILATION), which
// is what keeps their compile time bearable.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>

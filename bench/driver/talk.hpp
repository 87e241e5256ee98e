// One page's part in a session, by the rules of protocol/README.md as the shipped client keeps
// them: an opening for a load that may lack the key, words kept until they are confirmed and said
// again after a greeting, one confirmation for all that one receive has brought. What is sealed is
// any bytes of the right form: the server cannot tell, and a load that locked would be slower than
// what it measures.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

class Talk {
public:
    // As a page hears and says it; frames are said by calling `say` of the page.
    class Mouth {
    public:
        virtual ~Mouth() = default;
        virtual bool say(std::string_view frame) = 0;   // false: the connection is lost
        virtual void heard(std::uint32_t number) = 0;   // a new word of the other one
        virtual void confirmed(std::uint32_t upto) = 0; // the other one has so many of mine
    };

    Talk(Mouth& mouth, std::string load);

    // For a relay that knows no session: both talk at once.
    void begin_without_server(std::string_view session);

    // What the server says, by its type; false when it is none of a session's.
    bool take(std::string_view type, std::string_view frame);
    void frames_over(); // confirms
    void lost() { linked_ = false; }

    // One more word. While nothing can go out it waits until the greeting.
    void word();

    bool begun() const { return !session_.empty(); }
    bool with_both() const { return linked_ && peer_here_; }
    std::uint32_t said() const { return said_; }
    std::uint32_t confirmed() const { return confirmed_; }
    std::uint32_t heard() const { return heard_; }
    std::string_view peer() const { return peer_; }
    std::string_view session() const { return session_; }

private:
    void greeted(std::string_view frame);
    void members(std::string_view frame);
    void open_for_peer();
    void say_again();
    void say_word(std::uint32_t number);
    void take_word(std::string_view frame);
    void make_envelopes();

    Mouth& mouth_;
    std::string load_;
    std::string stream_;
    std::string session_;
    std::string peer_;
    std::string peer_stream_;
    std::uint32_t membership_ = 0;
    bool linked_ = false;
    bool peer_here_ = false;
    bool peer_has_key_ = false; // it has confirmed a word under it
    bool held_ = false;
    std::uint32_t said_ = 0;
    std::uint32_t confirmed_ = 0;
    std::uint32_t heard_ = 0;
    bool to_confirm_ = false;
    std::string before_number_; // of a word
    std::string before_confirmed_;
};

} // namespace bench

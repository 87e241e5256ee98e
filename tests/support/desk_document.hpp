// A desk with good settings, for tests that change one thing about it.
#pragma once

#include "protocol/desk_settings.hpp"

#include <string>
#include <utility>

namespace sample {

inline protocol::Contact fire()
{
    return {protocol::ContactKind::emergency,
            "119",
            "119",
            std::nullopt,
            std::nullopt,
            "24時間",
            "見本の管理者",
            "2024-02-29",
            true};
}

inline protocol::Contact net119()
{
    return {protocol::ContactKind::emergency,
            "NET119",
            std::nullopt,
            "https://www.fdma.go.jp/",
            "画面の操作で救急車を呼べます。",
            "24時間",
            "見本の管理者",
            "2026-11-20",
            false};
}

// Monday evenings, and Sunday nights into Monday.
inline protocol::DeskSettings settings()
{
    using protocol::Weekday;
    return {"文字で話せる窓口です。",
            {{Weekday::monday, "19:00", "23:00"}, {Weekday::sunday, "22:00", "02:00"}},
            {fire(), net119()},
            {true, true, true, true, true},
            2,
            3,
            200,
            15,
            std::nullopt};
}

inline protocol::DeskDocument desk(std::string code, std::string name,
                                   protocol::api::Purpose purpose = protocol::api::Purpose::demo)
{
    return {{{std::move(code)}, std::move(name)}, purpose, settings()};
}

} // namespace sample

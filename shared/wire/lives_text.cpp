#include "shared/wire/lives_text.h"

#include "shared/base/check.h"

#include <algorithm>
#include <charconv>

namespace foyer::wire {

namespace {

using Life = protocol::TerminalKeys::Life;

constexpr std::int32_t kMostLife = 999'999;

std::optional<Life> lifeFrom(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return {};
    std::int32_t number = 0;
    const char* end = text.data() + colon;
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || at != end || number < 1 || number > kMostLife)
        return {};
    const auto key = fromBase64Url(text.substr(colon + 1));
    Life life{Incarnation{number}, {}};
    if (!key || key->size() != life.key.size())
        return {};
    std::copy(key->begin(), key->end(), life.key.begin());
    return life;
}

bool isAfter(const std::vector<Life>& lives, const Life& life) {
    return lives.empty() || lives.back().incarnation < life.incarnation;
}

} // namespace

std::string livesText(const protocol::FormerLives& former) {
    CHECK(former.lives.size() <= protocol::kMostFormerLives);
    std::string text = former.terminal.toString();
    char before = '/';
    for (const Life& life : former.lives) {
        text += before + std::to_string(life.incarnation.value) + ":" + toBase64Url(life.key);
        before = ',';
    }
    return text;
}

std::optional<protocol::FormerLives> livesFrom(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return {};
    const auto terminal = TerminalId::parse(text.substr(0, slash));
    if (!terminal || terminal->isNull())
        return {};
    protocol::FormerLives former{*terminal, {}};
    for (std::string_view rest = text.substr(slash + 1);;) {
        const auto comma = rest.find(',');
        const auto life = lifeFrom(rest.substr(0, comma));
        if (!life || !isAfter(former.lives, *life) ||
            former.lives.size() == protocol::kMostFormerLives)
            return {};
        former.lives.push_back(*life);
        if (comma == std::string_view::npos)
            return former;
        rest.remove_prefix(comma + 1);
    }
}

} // namespace foyer::wire

#include "server/ports/catalogue_store.h"

namespace foyer::server::ports {

namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The second byte of a capital À … Þ in UTF-8 (first byte C3); × is none.
bool isLatinCapital(char previous, char c) {
    const auto byte = static_cast<unsigned char>(c);
    return previous == '\xC3' && byte >= 0x80 && byte <= 0x9E && byte != 0x97;
}

char lowered(char previous, char c) {
    if (c >= 'A' && c <= 'Z')
        return static_cast<char>(c - 'A' + 'a');
    return isLatinCapital(previous, c) ? static_cast<char>(c + 0x20) : c;
}

} // namespace

std::string titleKeyOf(std::string_view title) {
    std::string key;
    char previous = ' ';
    for (const char c : title) {
        if (!isBlank(c))
            key += lowered(previous, c);
        else if (!isBlank(previous))
            key += ' ';
        previous = c;
    }
    if (key.ends_with(' '))
        key.pop_back();
    return key;
}

} // namespace foyer::server::ports

#include "server/gateways/pdf_language.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace foyer::server::gateways {

namespace {

using Text = std::string_view;

/// The number behind the last `key` of the text.
std::optional<std::size_t> numberAfter(Text text, Text key) {
    const auto at = text.rfind(key);
    if (at == Text::npos)
        return {};
    const auto first = text.find_first_of("0123456789", at + key.size());
    std::size_t number = 0;
    if (first == Text::npos ||
        std::from_chars(text.data() + first, text.data() + text.size(), number).ec != std::errc{})
        return {};
    return number;
}

/// From "<<" on, without what ends it. Empty when it is not there.
Text dictionaryOf(Text pdf, std::size_t object) {
    const std::string head = "\n" + std::to_string(object) + " 0 obj\n<<";
    const auto at = pdf.rfind(head);
    const auto end = at == Text::npos ? at : pdf.find(">>\nendobj", at);
    if (end == Text::npos)
        return {};
    const auto begin = at + head.size() - 2;
    return pdf.substr(begin, end - begin);
}

std::string tenDigits(std::size_t number) {
    const auto text = std::to_string(number);
    return std::string(10 - std::min<std::size_t>(10, text.size()), '0') + text;
}

} // namespace

std::string withLanguage(std::string pdf, const std::string& language, bool isRightToLeft) {
    const Text all = pdf;
    const auto trailerAt = all.rfind("trailer");
    if (trailerAt == Text::npos)
        return pdf;
    const Text trailer = all.substr(trailerAt);
    const auto size = numberAfter(trailer, "/Size");
    const auto root = numberAfter(trailer, "/Root");
    const auto info = numberAfter(trailer, "/Info");
    const auto before = numberAfter(trailer, "startxref");
    const std::string catalogue(root ? dictionaryOf(all, *root) : Text{});
    if (!size || !info || !before || catalogue.empty())
        return pdf;
    const std::size_t objectAt = pdf.size();
    pdf += std::to_string(*root) + " 0 obj\n" + catalogue + "   /Lang (" + language +
           ")\n   /ViewerPreferences << /DisplayDocTitle true /Direction /" +
           (isRightToLeft ? "R2L" : "L2R") + " >>\n>>\nendobj\n";
    const std::size_t referencesAt = pdf.size();
    pdf += "xref\n" + std::to_string(*root) + " 1\n" + tenDigits(objectAt) + " 00000 n \n" +
           "trailer\n<< /Size " + std::to_string(*size) + "\n   /Root " + std::to_string(*root) +
           " 0 R\n   /Info " + std::to_string(*info) + " 0 R\n   /Prev " + std::to_string(*before) +
           "\n>>\nstartxref\n" + std::to_string(referencesAt) + "\n%%EOF\n";
    return pdf;
}

} // namespace foyer::server::gateways

#include "server/gateways/mime.h"

#include "server/gateways/qr_picture.h"
#include "shared/base/bytes.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

#include <algorithm>

namespace foyer::server::gateways {

namespace {

constexpr std::size_t kLineBytes = 57; // 76 characters in base64 (RFC 2045 §6.8)
constexpr std::size_t kWordBytes = 36; // 48 characters: such a line has at most 76 (RFC 2047 §2)

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' || byte == 0x7f;
}

std::string oneLine(std::string_view text) {
    std::string out(text);
    std::replace_if(out.begin(), out.end(), isControl, ' ');
    return out;
}

bool isPrintable(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c >= ' ' && static_cast<unsigned char>(c) < 0x7f; });
}

bool goesOn(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80; // inside a character of UTF-8
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) {
            return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
        };
        const std::uint32_t three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        out += digits[three >> 18 & 63];
        out += digits[three >> 12 & 63];
        out += i + 1 < bytes.size() ? digits[three >> 6 & 63] : '=';
        out += i + 2 < bytes.size() ? digits[three & 63] : '=';
    }
    return out;
}

std::string base64Lines(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += kLineBytes)
        out += base64(bytes.substr(i, kLineBytes)) + "\r\n";
    return out;
}

/// Encoded words (RFC 2047) where ASCII does not do, one a line, whole characters in each.
std::string headerText(std::string_view text) {
    const std::string line = oneLine(text);
    if (isPrintable(line) && line.size() <= 900)
        return line;
    std::string out;
    for (std::size_t begin = 0; begin < line.size();) {
        std::size_t end = std::min(begin + kWordBytes, line.size());
        while (end < line.size() && end > begin + 1 && goesOn(line[end]))
            --end;
        if (!out.empty())
            out += "\r\n ";
        out += "=?UTF-8?B?" + base64(std::string_view(line).substr(begin, end - begin)) + "?=";
        begin = end;
    }
    return out;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : oneLine(text)) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

std::string addressText(std::string_view name, std::string_view address) {
    if (name.empty())
        return oneLine(address);
    return (isPrintable(name) ? quoted(name) : headerText(name)) + " <" + oneLine(address) + ">";
}

std::string dateText(Instant at) {
    return Poco::DateTimeFormatter::format(
        Poco::Timestamp(toMs(at) * Poco::Timestamp::resolution() / 1000),
        Poco::DateTimeFormat::RFC1123_FORMAT, 0);
}

std::string partOf(std::string_view boundary, std::string_view head, std::string_view bytes) {
    return "--" + std::string(boundary) + "\r\n" + std::string(head) +
           "Content-Transfer-Encoding: base64\r\n\r\n" + base64Lines(bytes);
}

/// The N-th code, as a picture that the HTML shows by its content id (RFC 2392).
std::string pictureOf(std::string_view boundary, const ports::TicketCode& code, std::size_t n) {
    const std::string head = "Content-Type: image/png\r\nContent-ID: <ticket-" + std::to_string(n) +
                             "@foyer>\r\nContent-Disposition: inline; filename=" +
                             quoted("ticket-" + code.name + ".png") + "\r\n";
    return partOf(boundary, head, qrPicture(code.text));
}

std::string attachmentOf(std::string_view boundary, const ports::Attachment& attachment) {
    const std::string head =
        "Content-Type: " + oneLine(attachment.type) +
        "\r\nContent-Disposition: attachment; filename=" + quoted(attachment.name) + "\r\n";
    return partOf(boundary, head, attachment.bytes);
}

} // namespace

std::string mimeOf(const ports::Mail& mail, std::string_view from, std::string_view fromName) {
    const std::string id = mail.id.toString();
    const std::string outer = "foyer-mixed-" + id;
    const std::string shown = "foyer-shown-" + id;
    const std::string inner = "foyer-words-" + id;
    const auto domain = from.substr(from.find('@') + 1);
    std::string out;
    out += "From: " + addressText(fromName, from) + "\r\n";
    out += "To: " + oneLine(mail.to) + "\r\n";
    out += "Subject: " + headerText(mail.subject) + "\r\n";
    out += "Date: " + dateText(mail.at) + "\r\n";
    out += "Message-ID: <" + id + "@" + oneLine(domain) + ">\r\n";
    out += "Auto-Submitted: auto-generated\r\n";
    out += "MIME-Version: 1.0\r\n";
    out += "Content-Type: multipart/mixed; boundary=\"" + outer + "\"\r\n\r\n";
    out += "--" + outer + "\r\nContent-Type: multipart/related; boundary=\"" + shown + "\"\r\n\r\n";
    out += "--" + shown + "\r\nContent-Type: multipart/alternative; boundary=\"" + inner +
           "\"\r\n\r\n";
    out += partOf(inner, "Content-Type: text/plain; charset=utf-8\r\n", mail.text);
    out += partOf(inner, "Content-Type: text/html; charset=utf-8\r\n", mail.html);
    out += "--" + inner + "--\r\n";
    for (std::size_t i = 0; i < mail.codes.size(); ++i)
        out += pictureOf(shown, mail.codes[i], i + 1);
    out += "--" + shown + "--\r\n";
    for (const auto& attachment : mail.attachments)
        out += attachmentOf(outer, attachment);
    return out + "--" + outer + "--\r\n";
}

} // namespace foyer::server::gateways

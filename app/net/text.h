#pragma once

#include <QByteArray>

#include <string>
#include <string_view>

namespace foyer::net {

/// Qt's bytes and the standard library's, without a copy where none is needed.
inline std::string_view view(const QByteArray& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}
inline QByteArray bytes(const std::string& text) {
    return QByteArray::fromStdString(text);
}

} // namespace foyer::net

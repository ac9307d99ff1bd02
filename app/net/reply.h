#pragma once

#include <chrono>
#include <optional>

class QNetworkReply;

namespace foyer::net {

/// 0 when there was no answer.
int statusOf(const QNetworkReply& reply);
/// A proxy or a hotel's login page also answers, and must not be taken for the server.
bool isFromFoyer(const QNetworkReply& reply);
/// False when nobody was there, the answer broke off, or only a proxy answered that has lost the
/// server (RFC 9110 §15.6.3 to .5).
bool isAnswered(const QNetworkReply& reply);
/// In seconds; a date is not understood.
std::optional<std::chrono::seconds> retryAfterOf(const QNetworkReply& reply);

} // namespace foyer::net

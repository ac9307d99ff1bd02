#include "app/net/report.h"

#include "app/net/text.h"
#include "shared/wire/report_text.h"

#include <QNetworkRequest>

namespace foyer::net {

namespace {
void set(QNetworkRequest& request, std::string_view header, const std::string& value) {
    request.setRawHeader(QByteArray(header.data(), static_cast<qsizetype>(header.size())),
                         bytes(value));
}
} // namespace

void writeReport(const protocol::Report& report, QNetworkRequest& request) {
    set(request, wire::kSchemaHeader, std::to_string(report.schema));
    set(request, wire::kSeenHeader, wire::seenText(report.seen));
    set(request, wire::kJournalHeader, std::to_string(report.last.value));
    set(request, wire::kHeardHeader, std::to_string(report.heard.time_since_epoch().count()));
}

} // namespace foyer::net

#include "server/http/helpers.h"

#include <algorithm>

namespace foyer::server::http {

namespace {

std::string percentEncoded(std::string_view text) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (plain.find(c) != std::string_view::npos) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', hex[byte >> 4], hex[byte & 15]};
    }
    return out;
}

std::string withoutCursor(std::string_view query) {
    std::string kept;
    while (!query.empty()) {
        const auto end = query.find('&');
        const auto pair = query.substr(0, end);
        if (!pair.empty() && !pair.starts_with("cursor="))
            kept.append(pair).append("&");
        query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    }
    return kept;
}

} // namespace

void runOr503(Workers& workers, const Answer& answer, Workers::Job job) {
    if (!workers.run(std::move(job)))
        answer.problem(Fault::Overloaded);
}

void refuseSlowly(const Answer& answer, Fault fault, std::chrono::seconds wait) {
    edge::Response response = problemResponse(fault, answer.requestId());
    for (auto& [name, value] : response.headers)
        if (name == "Retry-After")
            value = std::to_string(wait.count());
    answer.send(std::move(response));
}

void sendNothing(const Answer& answer) {
    answer.send({.status = 204, .headers = {}, .body = {}, .shared = {}});
}

bool accepted(Query& query, const Answer& answer) {
    if (query.faults().empty())
        return true;
    wire::Problem problem;
    problem.errors = query.faults();
    answer.problem(Fault::InvalidParameter, std::move(problem));
    return false;
}

bool prefers(std::string_view accept, std::string_view type) {
    return accept.find(type) < std::min({accept.find("application/json"),
                                         accept.find("application/*"), accept.find("*/*")});
}

void sendTickets(const Answer& answer, services::Outcome<services::Tickets::Answer> file) {
    if (!file)
        return answer.problem(faultOf(file.error()));
    if (!*file)
        return answer.problem(faultOf(file->error()));
    edge::Response response;
    response.headers.emplace_back("Content-Type", kPdf);
    response.headers.emplace_back("Content-Disposition",
                                  "inline; filename=\"" + (*file)->name + "\"");
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.body = std::move((*file)->bytes);
    answer.send(std::move(response));
}

void sendDocument(const Answer& answer, const char* mediaType, std::string body) {
    edge::Response response;
    response.headers.emplace_back("Content-Type", mediaType);
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.headers.emplace_back("Vary", "Accept");
    response.body = std::move(body);
    answer.send(std::move(response));
}

bool matchesEtag(std::string_view ifNoneMatch, std::string_view etag) {
    while (!ifNoneMatch.empty()) {
        const auto comma = ifNoneMatch.find(',');
        auto tag = ifNoneMatch.substr(0, comma);
        while (tag.starts_with(' '))
            tag.remove_prefix(1);
        while (tag.ends_with(' '))
            tag.remove_suffix(1);
        if (tag.starts_with("W/"))
            tag.remove_prefix(2);
        if (tag == "*" || tag == etag)
            return true;
        ifNoneMatch =
            comma == std::string_view::npos ? std::string_view{} : ifNoneMatch.substr(comma + 1);
    }
    return false;
}

edge::Response notModified(std::string_view etag, std::string_view cacheControl) {
    edge::Response response;
    response.status = 304;
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back("Cache-Control", cacheControl);
    return response;
}

std::string nextLink(const edge::Request& request, const std::string& next) {
    return "<" + request.path + "?" + withoutCursor(request.query) +
           "cursor=" + percentEncoded(next) + ">; rel=\"next\"";
}

void sendPage(const Answer& answer, const edge::Request& request, std::string body,
              const std::string& next) {
    edge::Response response;
    response.headers.emplace_back("Content-Type", "application/json");
    response.headers.emplace_back("Cache-Control", "no-cache");
    if (!next.empty())
        response.headers.emplace_back("Link", nextLink(request, next));
    response.body = std::move(body);
    answer.send(std::move(response));
}

std::string holdTokenOf(const Call& call) {
    return std::string(call.request.header("hold-token"));
}

} // namespace foyer::server::http

#pragma once

// Who may do what, written down a second time on purpose: an edit of server/http/access.cpp that
// nobody meant does not pass.

#include <map>
#include <string>

namespace foyer::server::testing {

/// A nobody, T terminal, C customer, U usher, K cashier, S supervisor, M manager, X admin: in the
/// order of http::Party.
inline constexpr const char* kLetters = "ATCUKSMX";

struct Door {
    std::string may; // letters
    /// Whose the thing is that the path names: "-" names none, "public" anybody's to see, "house"
    /// the staff's, "hold" whoever has the hold's token, "lease" its terminal, "self" the terminal.
    std::string owner;
};

const std::map<std::string, Door>& doors();

} // namespace foyer::server::testing

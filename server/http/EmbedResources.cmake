# Writes OUT.h and OUT.cpp with the text of OPENAPI and DOCS.
file(WRITE ${OUT}.h "#pragma once

#include <string_view>

namespace foyer::server::http {
std::string_view openApiText();
std::string_view docsText();
} // namespace foyer::server::http
")

# A literal may be limited in length, so each line is one; the compiler joins them.
function(literal path out)
    file(READ ${path} text)
    string(REPLACE "\\" "\\\\" text "${text}")
    string(REPLACE "\"" "\\\"" text "${text}")
    string(REPLACE "\n" "\\n\"\n        \"" text "${text}")
    set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()
literal(${OPENAPI} openapi)
literal(${DOCS} docs)
file(WRITE ${OUT}.cpp "#include \"server_http/resources.h\"

namespace foyer::server::http {
std::string_view openApiText() {
    return ${openapi};
}
std::string_view docsText() {
    return ${docs};
}
} // namespace foyer::server::http
")

# Writes OUT.h and OUT.cpp: foyer::NAMESPACE::sqlFiles() with every .sql file below FOLDER, its path
# relative to FOLDER, its text and the SHA-256 of that text.
file(WRITE ${OUT}.h "#pragma once

#include \"shared/sqlite/sql_files.h\"

namespace foyer::${NAMESPACE} {
std::span<const sqlite::SqlFile> sqlFiles();
} // namespace foyer::${NAMESPACE}
")

file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*.sql)
list(SORT files)
set(rows "")
foreach(path IN LISTS files)
    file(READ ${FOLDER}/${path} body)
    file(SHA256 ${FOLDER}/${path} hash)
    string(APPEND rows "        {\"${path}\", R\"__sql__(${body})__sql__\",
         \"${hash}\"},\n")
endforeach()
# The row at the end keeps the array from being empty before the first file is there.
file(WRITE ${OUT}.cpp "#include \"${HEADER}\"

namespace foyer::${NAMESPACE} {
std::span<const sqlite::SqlFile> sqlFiles() {
    static constexpr sqlite::SqlFile kFiles[] = {
${rows}        {\"\", \"\", \"\"}};
    return std::span(kFiles).first(std::size(kFiles) - 1);
}
} // namespace foyer::${NAMESPACE}
")

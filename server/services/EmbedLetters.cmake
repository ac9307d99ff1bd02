# Writes OUT.h and OUT.cpp: letterFiles() with the name and the text of every file in FOLDER.
file(WRITE ${OUT}.h "#pragma once

#include <span>
#include <string_view>

namespace foyer::server::services {
struct LetterFile {
    std::string_view name;
    std::string_view text;
};
std::span<const LetterFile> letterFiles();
} // namespace foyer::server::services
")

file(GLOB files RELATIVE ${FOLDER} ${FOLDER}/*.txt ${FOLDER}/*.html ${FOLDER}/*.sms)
list(SORT files)
set(rows "")
foreach(name IN LISTS files)
    file(READ ${FOLDER}/${name} text)
    string(APPEND rows "        {\"${name}\", R\"__letter__(${text})__letter__\"},\n")
endforeach()
file(WRITE ${OUT}.cpp "#include \"server_services/letter_files.h\"

namespace foyer::server::services {
std::span<const LetterFile> letterFiles() {
    static constexpr LetterFile kFiles[] = {
${rows}    };
    return kFiles;
}
} // namespace foyer::server::services
")

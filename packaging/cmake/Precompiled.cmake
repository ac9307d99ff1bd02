# What nearly every file includes is parsed once. A precompiled header holds what others wrote (the
# standard library, Qt), never a header of the house, so that a change of ours makes nothing of it
# anew. Each file still includes what it uses: the fuzz preset compiles without any of this.

include_guard(GLOBAL)

set(FOYER_STD_HEADERS <algorithm> <array> <atomic> <chrono> <cstdint> <deque> <functional> <map>
    <memory> <mutex> <optional> <set> <span> <sstream> <string> <string_view> <unordered_map>
    <utility> <variant> <vector>)

# foyer_precompiled(NAME KIND LINKS target... HEADERS header...): KIND is LIBRARY or PROGRAM, for what
# shares it is compiled as position independent in one way or the other.
function(foyer_precompiled name kind)
    cmake_parse_arguments(ARG "" "" "LINKS;HEADERS" ${ARGN})
    set(source ${PROJECT_BINARY_DIR}/generated/precompiled/${name}.cpp)
    if(NOT EXISTS ${source})
        file(WRITE ${source} "int main() {}\n")
    endif()
    if(kind STREQUAL PROGRAM)
        add_executable(${name} EXCLUDE_FROM_ALL ${source})
    else()
        add_library(${name} STATIC EXCLUDE_FROM_ALL ${source})
        set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    endif()
    target_link_libraries(${name} PRIVATE foyer_options ${ARG_LINKS})
    target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

if(NOT FOYER_FUZZ)
    foyer_precompiled(foyer_std_headers LIBRARY HEADERS ${FOYER_STD_HEADERS})
    # Poco's macros change what the C library's headers mean.
    foyer_precompiled(foyer_poco_headers LIBRARY LINKS Poco::Net
        HEADERS ${FOYER_STD_HEADERS} <Poco/Net/StreamSocket.h> <Poco/Net/HTTPRequest.h>)
    foyer_precompiled(foyer_qml_headers LIBRARY LINKS Qt6::Qml
        HEADERS ${FOYER_STD_HEADERS} <QtCore/QtCore> <QtQml/qqml.h> <QtQml/qqmlprivate.h> <QtQml/QJSEngine>)
    foyer_precompiled(foyer_test_headers PROGRAM LINKS Qt6::Test
        HEADERS ${FOYER_STD_HEADERS} <QtTest/QtTest>)
    target_compile_options(foyer_test_headers PRIVATE $<$<CONFIG:RelWithDebInfo>:-O0>)
endif()

# foyer_precompile(TARGET NAME): TARGET shares what NAME has parsed.
function(foyer_precompile target name)
    if(TARGET ${name})
        target_precompile_headers(${target} REUSE_FROM ${name})
    endif()
endfunction()

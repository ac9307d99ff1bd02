# What nearly every file includes is parsed once. A precompiled header holds what others wrote (the
# standard library, Qt), never a header of the house, so that a change of ours makes nothing of it
# anew. Each file still includes what it uses: the fuzz preset has none of this.
# GCC 12 forgets that a precompiled header is the system's and then warns of its own library, as of an
# offset out of a string's bounds where a literal is added to a string that is moved: append to it.

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
    # QtTest's headers mean more where Qt's GUI is linked.
    foyer_precompiled(foyer_test_headers PROGRAM LINKS Qt6::Test
        HEADERS ${FOYER_STD_HEADERS} <QtTest/QtTest>)
    foyer_precompiled(foyer_gui_test_headers PROGRAM LINKS Qt6::Test Qt6::Gui
        HEADERS ${FOYER_STD_HEADERS} <QtTest/QtTest>)
    foreach(headers foyer_test_headers foyer_gui_test_headers)
        target_compile_options(${headers} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O0>)
    endforeach()
endif()

# foyer_links_gui(RESULT target...): whether these, or what they link, link Qt's GUI. They must be
# declared before.
function(foyer_links_gui result)
    set(open ${ARGN})
    set(seen "")
    set(${result} FALSE PARENT_SCOPE)
    while(open)
        list(POP_FRONT open target)
        string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" target "${target}")
        if(target MATCHES "^Qt6::(Gui|Quick|QuickControls2|QuickTest|Svg|PrintSupport)$")
            set(${result} TRUE PARENT_SCOPE)
            return()
        endif()
        if(TARGET ${target} AND NOT target MATCHES "::" AND NOT target IN_LIST seen)
            list(APPEND seen ${target})
            get_target_property(below ${target} INTERFACE_LINK_LIBRARIES)
            if(below)
                list(APPEND open ${below})
            endif()
        endif()
    endwhile()
endfunction()

# foyer_precompile_test(TARGET): as foyer_precompile, of what a test or its fixture includes. What
# QtTest has for Qt Network goes: it would need a third copy.
function(foyer_precompile_test target)
    foyer_links_gui(is_gui ${target} ${ARGN})
    target_compile_options(${target} PRIVATE -UQT_NETWORK_LIB)
    if(is_gui)
        target_compile_options(${target} PRIVATE -UQT_WIDGETS_LIB) # PrintSupport's; no test has widgets
        foyer_precompile(${target} foyer_gui_test_headers)
    else()
        foyer_precompile(${target} foyer_test_headers)
    endif()
endfunction()

# foyer_precompile(TARGET NAME): TARGET shares what NAME has parsed.
function(foyer_precompile target name)
    if(TARGET ${name})
        target_precompile_headers(${target} REUSE_FROM ${name})
    endif()
endfunction()

# The few functions all folders share: one target per folder, named after its path.

include_guard(GLOBAL)

# moc 6.4 cannot parse GCC 12's <concepts> (nor what includes it first, such as <compare>). With its
# guard defined moc takes the header as read; the compiler sees it as always.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

add_library(foyer_options INTERFACE)
target_include_directories(foyer_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_features(foyer_options INTERFACE cxx_std_20)
target_compile_options(foyer_options INTERFACE
    -Wall -Wextra -Wpedantic -Werror=switch -Wnon-virtual-dtor -Woverloaded-virtual
    $<$<BOOL:${FOYER_WERROR}>:-Werror>)
if(FOYER_SANITIZE)
    # GCC 12 takes what the sanitizers put in for paths on which a variant's other alternative is
    # read; the release build, which has no such code, keeps the warning.
    target_compile_options(foyer_options INTERFACE -fsanitize=${FOYER_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(foyer_options INTERFACE -fsanitize=${FOYER_SANITIZE})
    set(timeout_factor 5)
else()
    set(timeout_factor 1)
endif()
set(FOYER_TIMEOUT_FACTOR ${timeout_factor} CACHE STRING "What the time limits of tests are multiplied by")

# foyer_time_limit(SECONDS test...): the limit on a machine and in a build of ordinary speed.
function(foyer_time_limit seconds)
    math(EXPR limit "${seconds} * ${FOYER_TIMEOUT_FACTOR}")
    set_tests_properties(${ARGN} PROPERTIES TIMEOUT ${limit})
endfunction()

include(Precompiled)

# The rooms under test by tests/simulation, which links copies of them whose rules can be taken away
# one at a time (shared/base/mutant.h). The programs link the rooms themselves.
set(FOYER_MUTABLE_ROOMS app_core app_store server_core server_ports server_services server_store)

# foyer_compile_together(TARGET): ten sources at a time, for what is built whole or not at all. A
# third of the time; no two sources of the folder may give one name to two things.
function(foyer_compile_together target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
    # Where more is inlined GCC 12 sees the other alternative of a variant being read; the same
    # sources are compiled one by one as well, with that warning.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endfunction()

# foyer_mutants_of(NAME SOURCES LINKS): the copy, NAME_mutants. Built only where something links it.
function(foyer_mutants_of name sources links)
    set(copies "")
    foreach(link ${links})
        if(link IN_LIST FOYER_MUTABLE_ROOMS)
            list(APPEND copies ${link}_mutants)
        else()
            list(APPEND copies ${link})
        endif()
    endforeach()
    add_library(${name}_mutants STATIC EXCLUDE_FROM_ALL ${sources})
    target_link_libraries(${name}_mutants PUBLIC foyer_options ${copies})
    target_compile_definitions(${name}_mutants PUBLIC FOYER_MUTANTS)
    set_target_properties(${name}_mutants PROPERTIES POSITION_INDEPENDENT_CODE ON)
    foyer_compile_together(${name}_mutants)
    foyer_precompile(${name}_mutants foyer_std_headers)
endfunction()

# foyer_library(NAME [LINKS target...] [MOC] [POCO target...])
# Makes a static library of every .h and .cpp in the current folder (an interface library if it has
# only headers). MOC: it has classes of Qt's. POCO: what it takes of Poco; no header shows it.
function(foyer_library name)
    cmake_parse_arguments(ARG "MOC" "" "LINKS;POCO" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
    if(sources)
        add_library(${name} STATIC ${sources} ${headers})
        target_link_libraries(${name} PUBLIC foyer_options ${ARG_LINKS})
        set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
        if(FOYER_FUZZ)
            foyer_compile_together(${name})
        endif()
        if(ARG_MOC)
            set_target_properties(${name} PROPERTIES AUTOMOC ON)
        endif()
        if(ARG_POCO)
            target_link_libraries(${name} PRIVATE ${ARG_POCO})
            foyer_precompile(${name} foyer_poco_headers)
        else()
            foyer_precompile(${name} foyer_std_headers)
        endif()
        if(name IN_LIST FOYER_MUTABLE_ROOMS)
            foyer_mutants_of(${name} "${sources}" "${ARG_LINKS}")
        endif()
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE foyer_options ${ARG_LINKS})
    endif()
endfunction()

# foyer_links_named_by(SOURCE RESULT): the targets that a test's first line names.
function(foyer_links_named_by source result)
    file(STRINGS ${source} first LIMIT_COUNT 1)
    set(links "")
    if(first MATCHES "^// links: (.*)$")
        string(REPLACE " " ";" links "${CMAKE_MATCH_1}")
    endif()
    set(${result} ${links} PARENT_SCOPE)
endfunction()

# foyer_unoptimised(TARGET): what a test itself does is done once and is short; what it tests is
# compiled as it is shipped. Saves half the time of compiling a test.
function(foyer_unoptimised target)
    target_compile_options(${target} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O0>)
endfunction()

# foyer_test_program(TARGET SOURCE link...): a program of one test, whose last line includes
# STEM.moc. moc by itself costs a tenth of what AUTOMOC does for a single file.
function(foyer_test_program target source)
    get_filename_component(stem ${source} NAME_WE)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/${target}_moc)
    set(moc ${folder}/${stem}.moc)
    add_custom_command(OUTPUT ${moc}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
        COMMAND Qt6::moc ${CMAKE_AUTOMOC_MOC_OPTIONS} -o ${moc} ${source}
        DEPENDS ${source} VERBATIM)
    add_executable(${target} ${source} ${moc})
    target_include_directories(${target} PRIVATE ${folder})
    target_link_libraries(${target} PRIVATE foyer_options ${ARGN} Qt6::Test)
    foyer_precompile_test(${target} ${ARGN})
    foyer_unoptimised(${target})
endfunction()

# foyer_mutants_among(RESULT target...): the targets, with the copy for each that has one.
function(foyer_mutants_among result)
    set(copies "")
    foreach(link ${ARGN})
        if(TARGET ${link}_mutants)
            list(APPEND copies ${link}_mutants)
        else()
            list(APPEND copies ${link})
        endif()
    endforeach()
    set(${result} ${copies} PARENT_SCOPE)
endfunction()

# foyer_fixture(NAME [MUTANTS] SOURCES file... LINKS target...): what several tests begin with, compiled
# once and as they are. With MUTANTS there is a copy of it, NAME_mutants, that links the copies.
function(foyer_fixture name)
    cmake_parse_arguments(ARG "MUTANTS" "" "SOURCES;LINKS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC foyer_options ${ARG_LINKS} PRIVATE Qt6::Test)
    set(fixtures ${name})
    if(ARG_MUTANTS)
        foyer_mutants_among(copies ${ARG_LINKS})
        add_library(${name}_mutants STATIC EXCLUDE_FROM_ALL ${ARG_SOURCES})
        target_link_libraries(${name}_mutants PUBLIC foyer_options ${copies} PRIVATE Qt6::Test)
        list(APPEND fixtures ${name}_mutants)
    endif()
    foreach(fixture ${fixtures})
        foyer_precompile_test(${fixture})
        foyer_unoptimised(${fixture})
    endforeach()
endfunction()

# foyer_tests(LABEL [TIMEOUT seconds] [LINKS target...])
# Makes one CTest test of every *_test.cpp in the current folder. A test's first line names what it
# links: `// links: shared_domain server_core`. The target LABEL_tests builds all of them.
function(foyer_tests label)
    cmake_parse_arguments(ARG "" "TIMEOUT" "LINKS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
    add_custom_target(${label}_tests)
    foreach(source ${sources})
        get_filename_component(stem ${source} NAME_WE)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
        foyer_links_named_by(${source} links)
        set(target ${label}_${stem})
        foyer_test_program(${target} ${source} ${links} ${ARG_LINKS})
        add_dependencies(${label}_tests ${target})
        add_test(NAME ${label}.${stem} COMMAND ${target})
        set_tests_properties(${label}.${stem} PROPERTIES
            LABELS ${label}
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QTEST_FUNCTION_TIMEOUT=1200000;FOYER_SOURCE_DIR=${PROJECT_SOURCE_DIR};FOYER_BINARY_DIR=${PROJECT_BINARY_DIR}")
        foyer_time_limit(${ARG_TIMEOUT} ${label}.${stem})
    endforeach()
endfunction()

# foyer_sql(TARGET NAMESPACE FOLDER)
# Compiles the named statements and numbered migrations below FOLDER (sql/server or sql/terminal)
# into TARGET, so that the programs carry their SQL and nobody can lose it. NAMESPACE is what follows
# `foyer::`, for example server::store. TARGET includes "TARGET/sql_server.h" (or sql_terminal.h),
# which declares foyer::NAMESPACE::sqlFiles().
function(foyer_sql target namespace folder)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.sql)
    string(MAKE_C_IDENTIFIER ${folder} stem)
    # The list is part of the command line, so that a removed file is noticed as well.
    string(SHA1 list "${files}")
    set(out ${PROJECT_BINARY_DIR}/generated/${target}/${stem})
    add_custom_command(OUTPUT ${out}.cpp ${out}.h
        COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DHEADER=${target}/${stem}.h -DNAMESPACE=${namespace}
                -DFOLDER=${PROJECT_SOURCE_DIR}/${folder} -DLIST=${list}
                -P ${PROJECT_SOURCE_DIR}/packaging/cmake/EmbedSql.cmake
        DEPENDS ${files} ${PROJECT_SOURCE_DIR}/packaging/cmake/EmbedSql.cmake
        COMMENT "Embedding ${folder}" VERBATIM)
    target_sources(${target} PRIVATE ${out}.cpp ${out}.h)
    if(TARGET ${target}_mutants)
        target_sources(${target}_mutants PRIVATE ${out}.cpp ${out}.h)
    endif()
endfunction()

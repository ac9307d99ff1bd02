# QML modules and the programs that show them.
#
# A module is a folder qml/Foyer/X with this CMakeLists.txt:
#     foyer_qml_module(X MODULES Theme Controls LINKS app_viewmodels)
# Every .qml, .h and .cpp of the folder belongs to it; a QML file whose first line is
# `pragma Singleton` becomes a singleton. C++ types register themselves with QML_ELEMENT.
#
# A program or test that shows modules says
#     foyer_use_qml(my_program Counter Shell)
# which links the modules, those they build on, and their static plugins. At run time it needs
#     engine.addImportPath("qrc:/qt/qml");
#     engine.load(QUrl("qrc:/qt/qml/Foyer/Shell/Main.qml"));   // Qt 6.4 has no loadFromModule
# and QQuickStyle::setStyle("Basic") before the engine is made.

include_guard(GLOBAL)

function(foyer_qml_module name)
    cmake_parse_arguments(ARG "" "" "MODULES;LINKS" ${ARGN})
    set(target Foyer_${name})
    set(CMAKE_AUTOMOC ON)
    file(GLOB qml RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS
        ${CMAKE_CURRENT_SOURCE_DIR}/*.qml)
    file(GLOB code RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS
        ${CMAKE_CURRENT_SOURCE_DIR}/*.h ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    foreach(file ${qml})
        file(STRINGS ${file} first LIMIT_COUNT 1)
        if(first STREQUAL "pragma Singleton")
            set_source_files_properties(${file} PROPERTIES QT_QML_SINGLETON_TYPE TRUE)
        endif()
    endforeach()
    qt_add_qml_module(${target} STATIC
        URI Foyer.${name}
        VERSION 1.0
        RESOURCE_PREFIX /qt/qml
        IMPORT_PATH ${PROJECT_BINARY_DIR}/qml
        DEPENDENCIES QtQuick
        QML_FILES ${qml}
        SOURCES ${code})
    set_target_properties(${target} PROPERTIES FOYER_QML_MODULES "${ARG_MODULES}")
    target_include_directories(${target} PUBLIC
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    list(TRANSFORM ARG_MODULES PREPEND Foyer_ OUTPUT_VARIABLE modules)
    target_link_libraries(${target} PUBLIC ${modules} ${ARG_LINKS} Qt6::Quick PRIVATE foyer_options)
    foyer_precompile(${target} foyer_qml_headers)
endfunction()

# Links the modules of ARGN and, in turn, every module they name in MODULES.
function(foyer_use_qml target)
    set_property(TARGET ${target} APPEND PROPERTY FOYER_QML_WANTED "${ARGN}")
    foreach(name ${ARGN})
        target_link_libraries(${target} PRIVATE Foyer_${name} Foyer_${name}plugin)
    endforeach()
    # The modules may be declared after the program; what they build on is known only at the end.
    cmake_language(EVAL CODE
        "cmake_language(DEFER DIRECTORY [[${PROJECT_SOURCE_DIR}]] CALL foyer_link_qml_closure [[${target}]])")
    target_link_libraries(${target} PRIVATE Qt6::Quick Qt6::QuickControls2)
endfunction()

function(foyer_link_qml_closure target)
    get_target_property(open ${target} FOYER_QML_WANTED)
    set(seen "")
    while(open)
        list(POP_FRONT open name)
        if(NOT name IN_LIST seen)
            list(APPEND seen ${name})
            target_link_libraries(${target} PRIVATE Foyer_${name}plugin)
            get_target_property(below Foyer_${name} FOYER_QML_MODULES)
            if(below)
                list(APPEND open ${below})
            endif()
        endif()
    endwhile()
endfunction()

# English as it stands in the sources has no plural forms; foyer_en.ts holds those and nothing else.
# The program loads it from ":/foyer/translations".
# After a change of texts (without -I the classes lose their namespace, and no text is found):
#     lupdate -pluralonly -locations none -I . qml/Foyer app -ts resources/translations/foyer_en.ts
#     packaging/plurals.py resources/translations/foyer_en.ts
function(foyer_use_translations target)
    qt_add_lrelease(${target} TS_FILES ${PROJECT_SOURCE_DIR}/resources/translations/foyer_en.ts
        QM_FILES_OUTPUT_VARIABLE qm_files)
    qt_add_resources(${target} ${target}_translations PREFIX /foyer/translations
        BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${qm_files})
endfunction()

# Puts sql/NNN_name.sql into the program: writes embedded_migrations.cpp with number, name, text and
# SHA-256 of each. Runs at configuration, and again when a file appears, goes or changes.
file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sql/[0-9][0-9][0-9]_*.sql)
list(SORT migration_files)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migration_files})

set(migration_entries "")
foreach(migration_file IN LISTS migration_files)
    get_filename_component(migration_name ${migration_file} NAME_WE)
    string(REGEX REPLACE "^0*([0-9]+)_.*$" "\\1" migration_number ${migration_name})
    file(SHA256 ${migration_file} migration_sha256)
    file(READ ${migration_file} migration_text)
    string(APPEND migration_entries
        "    {${migration_number}, \"${migration_name}\", \"${migration_sha256}\", "
        "R\"yorisoi(${migration_text})yorisoi\"},\n")
endforeach()

set(embedded_migrations ${CMAKE_CURRENT_BINARY_DIR}/embedded_migrations.cpp)
configure_file(store/embedded_migrations.cpp.in ${embedded_migrations} @ONLY)

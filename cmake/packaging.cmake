# What is installed where, and the Debian package: cmake --build build/release --target package, or tools/package.sh, which
# builds what goes into it first.
include(GNUInstallDirs)

install(TARGETS skranke RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# Found from the program's own place (src/app/home.cpp).
install(DIRECTORY policies locales data DESTINATION ${CMAKE_INSTALL_DATADIR}/skranke)
install(DIRECTORY web/dist DESTINATION ${CMAKE_INSTALL_DATADIR}/skranke/web OPTIONAL)

install(FILES ops/systemd/skranke.service ops/systemd/skranke-verifier.service
  ops/systemd/skranke-log-witness.service DESTINATION lib/systemd/system)
install(FILES ops/systemd/skranke.sysusers DESTINATION lib/sysusers.d RENAME skranke.conf)
install(FILES ops/debian/log-witness.toml DESTINATION /etc/skranke-log-witness RENAME witness.toml)
install(FILES ops/debian/skranke.toml DESTINATION /etc/skranke PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ)
install(FILES ops/completions/skranke.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME skranke)
install(FILES ops/completions/_skranke DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ops/completions/skranke.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ops/debian/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/skranke)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/skranke)
install(DIRECTORY docs/runbooks DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/skranke)
install(DIRECTORY ops/proxy ops/prometheus ops/grafana DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/skranke/examples)
install(FILES ops/identity-broker.toml ops/staff-broker.toml DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/skranke/examples)

# Manual pages and the changelog are compressed, as Debian has them; without a time in them.
function(skranke_install_compressed file folder name)
  set(compressed ${CMAKE_CURRENT_BINARY_DIR}/compressed/${name}.gz)
  add_custom_command(OUTPUT ${compressed}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/compressed
    COMMAND sh -c "gzip --best --no-name --stdout \"$1\" > \"$2\"" sh ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${compressed}
    DEPENDS ${file} VERBATIM)
  set_property(GLOBAL APPEND PROPERTY SKRANKE_COMPRESSED ${compressed})
  install(FILES ${compressed} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
endfunction()
skranke_install_compressed(ops/man/skranke.1 man/man1 skranke.1)
skranke_install_compressed(ops/man/skranke-serve.8 man/man8 skranke-serve.8)
skranke_install_compressed(ops/man/skranke-verifier.8 man/man8 skranke-verifier.8)
skranke_install_compressed(CHANGELOG.md doc/skranke changelog)
get_property(compressed GLOBAL PROPERTY SKRANKE_COMPRESSED)
# Beside the program, so that building it leaves nothing to do for a package but packing.
add_custom_target(skranke_documents DEPENDS ${compressed})
add_dependencies(skranke skranke_documents)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME skranke)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Skranke maintainers <maintainers@skranke.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "identity proofing and booking at a citizen-service counter")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "Decides whether documents prove who somebody is, by rules that are data; has the officers' desk, the booking of visits, the\nregister of persons, witnesses, and the signed record of each decision.\n.\nInstalling it starts nothing: see /etc/skranke/skranke.toml first.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What no library names: zones of time, the font of letters, the users of the services.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tzdata, fonts-dejavu-core, fonts-dejavu-extra, systemd")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql, nginx | caddy | apache2, prometheus")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${CMAKE_CURRENT_SOURCE_DIR}/ops/debian/conffiles;${CMAKE_CURRENT_SOURCE_DIR}/ops/debian/postinst;${CMAKE_CURRENT_SOURCE_DIR}/ops/debian/prerm;${CMAKE_CURRENT_SOURCE_DIR}/ops/debian/postrm")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)

// SoftHSM, but that a key is named with a failure: a PKCS #11 module for token_naming_test.cpp.
//
// SKRANKE_NAMING: "done" names it and says that it failed, "refused" does nothing and says so; the first time
// only.
#include <cstdlib>
#include <string_view>

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

namespace {

CK_FUNCTION_LIST real;
CK_FUNCTION_LIST failing;
int times = 0;
int destroyed = 0;

CK_RV name_and_fail(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, CK_ATTRIBUTE* attributes,
                    CK_ULONG count) {
  if (++times > 1) return real.C_SetAttributeValue(session, key, attributes, count);
  const char* how = std::getenv("SKRANKE_NAMING");
  if (how != nullptr && std::string_view{how} == "done")
    (void)real.C_SetAttributeValue(session, key, attributes, count);
  return CKR_GENERAL_ERROR;
}

CK_RV count_destroyed(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key) {
  ++destroyed;
  return real.C_DestroyObject(session, key);
}

}  // namespace

extern "C" {

CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  void* module = ::dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW | RTLD_LOCAL);
  if (module == nullptr) return CKR_GENERAL_ERROR;
  auto* const get = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(module, "C_GetFunctionList"));
  CK_FUNCTION_LIST* found = nullptr;
  if (get == nullptr || get(&found) != CKR_OK) return CKR_GENERAL_ERROR;
  real = *found;
  failing = real;
  failing.C_SetAttributeValue = name_and_fail;
  failing.C_DestroyObject = count_destroyed;
  *list = &failing;
  return CKR_OK;
}

void skranke_naming_begin() {
  times = 0;
  destroyed = 0;
}
int skranke_naming_destroyed() { return destroyed; }
}

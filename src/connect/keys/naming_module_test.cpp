// SoftHSM, but that naming a key goes wrong: a PKCS #11 module for token_naming_test.cpp.
//
// SKRANKE_NAMING, the first time only: "done" names it and says that it failed; "refused" does nothing and
// says so; "forgotten" names it in its memory alone, until the next connection.
#include <cstdlib>
#include <string>
#include <string_view>

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

namespace {

CK_FUNCTION_LIST real;
CK_FUNCTION_LIST failing;
int times = 0;
int destroyed = 0;
CK_OBJECT_HANDLE remembered = 0;
std::string its_name;

std::string_view how() {
  const char* text = std::getenv("SKRANKE_NAMING");
  return text == nullptr ? std::string_view{} : std::string_view{text};
}

CK_RV name_wrongly(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, CK_ATTRIBUTE* attributes,
                   CK_ULONG count) {
  if (++times > 1) return real.C_SetAttributeValue(session, key, attributes, count);
  if (how() == "refused") return CKR_GENERAL_ERROR;
  if (how() == "done") {
    (void)real.C_SetAttributeValue(session, key, attributes, count);
    return CKR_GENERAL_ERROR;
  }
  remembered = key;
  its_name.assign(static_cast<const char*>(attributes->pValue), attributes->ulValueLen);
  return CKR_OK;
}

CK_RV read_name(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, CK_ATTRIBUTE* attributes, CK_ULONG count) {
  if (key != remembered || attributes->type != CKA_LABEL)
    return real.C_GetAttributeValue(session, key, attributes, count);
  its_name.copy(static_cast<char*>(attributes->pValue), attributes->ulValueLen);
  attributes->ulValueLen = its_name.size();
  return CKR_OK;
}

CK_RV finalize(void* reserved) {
  remembered = 0;
  return real.C_Finalize(reserved);
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
  failing.C_SetAttributeValue = name_wrongly;
  failing.C_GetAttributeValue = read_name;
  failing.C_Finalize = finalize;
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

#include "connect/cpr_direkte/stand_in/certificate.hpp"

#include <array>
#include <memory>

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace skranke::cpr_direkte::stand_in {
namespace {

template <class T, auto free>
struct Freed {
  void operator()(T* value) const { free(value); }
};
using Bio = std::unique_ptr<BIO, Freed<BIO, BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509, X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION, X509_EXTENSION_free>>;

constexpr long valid_before_seconds = 60L * 60;
constexpr long valid_seconds = 30L * 24 * 60 * 60;

bool add_extension(X509* certificate, int nid, const std::string& value) {
  const Extension extension{X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str())};
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) {
    std::array<unsigned char, sizeof(in6_addr)> address{};
    const bool is_address = inet_pton(AF_INET, name.c_str(), address.data()) == 1 ||
                            inet_pton(AF_INET6, name.c_str(), address.data()) == 1;
    if (!all.empty()) all += ',';
    all += is_address ? "IP:" : "DNS:";
    all += name;
  }
  return all;
}

bool fill(X509* certificate, EVP_PKEY* key, const std::vector<std::string>& names) {
  std::array<unsigned char, 8> serial{};
  X509_NAME* subject = X509_get_subject_name(certificate);
  const auto* const common = reinterpret_cast<const unsigned char*>("CPR Direkte stand-in");
  if (RAND_bytes(serial.data(), static_cast<int>(serial.size())) != 1) return false;
  std::uint64_t number = 0;
  for (const unsigned char byte : serial) number = number << 8U | byte;
  return X509_set_version(certificate, X509_VERSION_3) == 1 &&
         ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), number >> 1U) == 1 &&
         X509_gmtime_adj(X509_getm_notBefore(certificate), -valid_before_seconds) != nullptr &&
         X509_gmtime_adj(X509_getm_notAfter(certificate), valid_seconds) != nullptr &&
         X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, common, -1, -1, 0) == 1 &&
         X509_set_issuer_name(certificate, subject) == 1 && X509_set_pubkey(certificate, key) == 1 &&
         add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
         add_extension(certificate, NID_subject_alt_name, alternative_names(names)) &&
         X509_sign(certificate, key, EVP_sha256()) > 0;
}

std::string text_of(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

}  // namespace

base::Result<Identity> make_identity(const std::vector<std::string>& names) {
  const Key key{EVP_EC_gen("P-256")};
  const Certificate certificate{X509_new()};
  const Bio certificate_out{BIO_new(BIO_s_mem())};
  const Bio key_out{BIO_new(BIO_s_mem())};
  const bool is_made =
      key && certificate && certificate_out && key_out && fill(certificate.get(), key.get(), names) &&
      PEM_write_bio_X509(certificate_out.get(), certificate.get()) == 1 &&
      PEM_write_bio_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
  ERR_clear_error();
  if (!is_made) return base::fail(base::Fault::unavailable, "OpenSSL made no certificate for these names");
  return Identity{.certificate = text_of(certificate_out.get()), .key = text_of(key_out.get())};
}

}  // namespace skranke::cpr_direkte::stand_in

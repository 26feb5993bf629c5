// Master keys in a token: SoftHSM, which is reached as any hardware security module is. They wrap and unwrap
// for their own subject only and never leave; what the key folder had before goes on to open; what another
// has drawn is not drawn again; a token that goes away comes back; and a refused PIN is tried once.
#include "connect/keys/token.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <p11-kit/p11-kit.h>
#include <p11-kit/pkcs11.h>
#include <unistd.h>

#include "connect/keys/envelope.hpp"
#include "connect/keys/master_token.hpp"
#include "connect/keys/testing.hpp"

namespace skranke::keys {
namespace {

using base::Fault;
using base::PersonalText;
using testing::CountedPins;
using testing::module_path;
using testing::pin;
using testing::Tokens;
namespace fs = std::filesystem;

constexpr std::chrono::milliseconds at_once{0};

TEST_F(Tokens, WrapForTheirSubjectAndGenerationOnlyAndNoticeEveryBit) {
  const auto keys = masters();
  EXPECT_EQ(keys->newest().generation, 1);
  ASSERT_EQ(keys->draw_next().value(), 2);
  const std::string wrapped = keys->wrap(2, "case.c1", key).value();
  EXPECT_EQ(wrapped.size(), key_bytes + 28);
  EXPECT_EQ(wrapped.find("kkkk"), std::string::npos);
  EXPECT_EQ(keys->unwrap(2, "case.c1", wrapped).value(), key);
  EXPECT_EQ(masters()->unwrap(2, "case.c1", wrapped).value(), key) << "by another program";
  EXPECT_NE(keys->wrap(2, "case.c1", key).value(), wrapped) << "a nonce of its own";
  EXPECT_EQ(keys->unwrap(2, "case.c2", wrapped).error().fault, Fault::invalid_value);
  EXPECT_EQ(keys->unwrap(1, "case.c1", wrapped).error().fault, Fault::invalid_value);
  EXPECT_EQ(keys->unwrap(3, "case.c1", wrapped).error().fault, Fault::unavailable);
  for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
    std::string flipped = wrapped;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    const auto opened = keys->unwrap(2, "case.c1", flipped);
    ASSERT_FALSE(opened.has_value()) << bit;
    EXPECT_EQ(opened.error().fault, Fault::invalid_value) << opened.error().text;
  }
  for (std::size_t size = 0; size < wrapped.size(); ++size)
    EXPECT_FALSE(keys->unwrap(2, "case.c1", std::string_view{wrapped}.substr(0, size)).has_value());
}

TEST_F(Tokens, SealAndOpenWhatAnEnvelopeHas) {
  const auto sealer = Envelope::open(folder / "keys").value();
  const desk::DataKey data_key = sealer->draw("case.c1").value();
  const std::string sealed = sealer->seal(data_key, "state", PersonalText{"Årre"}).value();
  EXPECT_EQ(Envelope::open(folder / "keys").value()->open(data_key, "state", sealed)->reveal(), "Årre");
  ASSERT_EQ(masters()->draw_next().value(), 2);
  const desk::DataKey anew = Envelope::open(folder / "keys").value()->wrapped_anew(data_key).value();
  EXPECT_EQ(anew.generation, 2);
  EXPECT_EQ(sealer->open(anew, "state", sealed)->reveal(), "Årre") << "it looks by itself";
  EXPECT_FALSE(fs::exists(folder / "keys" / "master.1.key")) << "no key is in a file";
}

TEST_F(Tokens, KeysNeverLeaveAndSayWhichTheyAre) {
  const auto first = masters();
  const auto proof = first->newest().proof;
  EXPECT_EQ(masters()->newest().proof, proof);
  ASSERT_TRUE(first->draw_next());
  EXPECT_NE(first->newest().proof, proof);
  // The module is asked as anybody would who has the PIN.
  CK_FUNCTION_LIST* const module = p11_kit_module_load(module_path, 0);
  ASSERT_NE(module, nullptr);
  ASSERT_EQ(p11_kit_module_initialize(module), CKR_OK);
  std::vector<CK_SLOT_ID> slots(8);
  CK_ULONG count = slots.size();
  ASSERT_EQ(module->C_GetSlotList(1, slots.data(), &count), CKR_OK);
  int asked = 0;
  for (CK_ULONG i = 0; i < count; ++i) {
    CK_SESSION_HANDLE session = 0;
    if (module->C_OpenSession(slots[i], CKF_SERIAL_SESSION, nullptr, nullptr, &session) != CKR_OK) continue;
    ASSERT_EQ(module->C_FindObjectsInit(session, nullptr, 0), CKR_OK);
    std::vector<CK_OBJECT_HANDLE> found(8);
    CK_ULONG many = 0;
    ASSERT_EQ(module->C_FindObjects(session, found.data(), found.size(), &many), CKR_OK);
    module->C_FindObjectsFinal(session);
    for (CK_ULONG of = 0; of < many; ++of, ++asked) {
      std::vector<unsigned char> bytes(64);
      CK_ATTRIBUTE value{CKA_VALUE, bytes.data(), bytes.size()};
      EXPECT_EQ(module->C_GetAttributeValue(session, found[of], &value, 1), CKR_ATTRIBUTE_SENSITIVE);
    }
    module->C_CloseSession(session);
  }
  EXPECT_EQ(asked, 2);
  p11_kit_module_finalize(module);
  p11_kit_module_release(module);
}

TEST_F(Tokens, TakeOverFromAKeyFolder) {
  fs::remove(folder / "keys" / "master.pkcs11");
  const auto before = masters();
  const std::string old = before->wrap(1, "case.c1", key).value();
  write("master.pkcs11", uri("pin"));
  const auto keys = masters();
  EXPECT_EQ(keys->newest().generation, 1) << "that of the folder, until the next one is drawn";
  EXPECT_EQ(keys->newest().proof, before->newest().proof);
  ASSERT_EQ(keys->draw_next().value(), 2);
  EXPECT_EQ(keys->newest().generation, 2);
  EXPECT_FALSE(fs::exists(folder / "keys" / "master.2.key"));
  EXPECT_EQ(keys->generations(), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(keys->unwrap(1, "case.c1", old).value(), key);
  ASSERT_TRUE(keys->remove(1));
  EXPECT_FALSE(fs::exists(folder / "keys" / "master.1.key"));
  ASSERT_TRUE(keys->look_again());
  EXPECT_EQ(keys->generations(), std::vector<std::int64_t>{2});
  EXPECT_EQ(keys->unwrap(1, "case.c1", old).error().fault, Fault::unavailable);
  ASSERT_TRUE(keys->draw_next());
  ASSERT_TRUE(keys->remove(2));
  ASSERT_TRUE(keys->remove(2)) << "again";
  EXPECT_EQ(masters()->generations(), std::vector<std::int64_t>{3});
  write("master.3.key", std::string(key_bytes, 'x'));
  EXPECT_NE(refused(uri("pin")).find("both have a master key 3"), std::string::npos);
}

TEST_F(Tokens, ServeManyThreadsAtOnce) {
  const auto keys = masters();
  std::vector<std::thread> threads;
  std::atomic<int> opened = 0;
  for (int i = 0; i < 24; ++i) {
    threads.emplace_back([&, subject = "case.c" + std::to_string(i)] {
      for (int each = 0; each < 50; ++each) {
        const auto wrapped = keys->wrap(1, subject, key);
        opened += wrapped && keys->unwrap(1, subject, *wrapped) == key ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(opened, 24 * 50);
}

TEST_F(Tokens, ComeBackAfterTheyWereAway) {
  const auto keys = MasterToken::open(uri("pin"), folder / "keys", {}, NoMaster::draw, at_once).value();
  const std::string wrapped = keys->wrap(1, "case.c1", key).value();
  fs::rename(folder / "tokens", folder / "away");
  const auto gone = keys->unwrap(1, "case.c1", wrapped);
  ASSERT_FALSE(gone.has_value());
  EXPECT_EQ(gone.error().fault, Fault::unavailable) << gone.error().text;
  EXPECT_FALSE(keys->look_again().has_value());
  EXPECT_EQ(keys->newest().generation, 1) << "what it knew it still knows";
  fs::rename(folder / "away", folder / "tokens");
  EXPECT_EQ(keys->unwrap(1, "case.c1", wrapped).value(), key);
  ASSERT_TRUE(keys->look_again());
}

TEST_F(Tokens, AreConnectedToAgainAfterAWhileOnly) {
  draw("skranke.1");
  int read = 0;
  int refusals = 0;
  const auto token =
      Token::open(uri("pin"), std::make_unique<CountedPins>(read, refusals), std::chrono::hours{1}).value();
  fs::rename(folder / "tokens", folder / "away");
  for (int tries = 0; tries < 3; ++tries) EXPECT_FALSE(token->labels(Token::Expect::some).has_value());
  EXPECT_EQ(read, 1);
  fs::rename(folder / "away", folder / "tokens");
}

// Gives the token another PIN, as its officer would.
void change_pin(const std::string& from, const std::string& to) {
  CK_FUNCTION_LIST* const module = p11_kit_module_load(module_path, 0);
  ASSERT_NE(module, nullptr);
  ASSERT_EQ(p11_kit_module_initialize(module), CKR_OK);
  CK_SLOT_ID slot = 0;
  CK_ULONG count = 8;
  std::vector<CK_SLOT_ID> slots(count);
  ASSERT_EQ(module->C_GetSlotList(1, slots.data(), &count), CKR_OK);
  for (CK_ULONG i = 0; i < count; ++i) {
    CK_TOKEN_INFO info{};
    if (module->C_GetTokenInfo(slots[i], &info) == CKR_OK && (info.flags & CKF_TOKEN_INITIALIZED) != 0)
      slot = slots[i];
  }
  CK_SESSION_HANDLE session = 0;
  ASSERT_EQ(module->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session),
            CKR_OK);
  const auto bytes = [](const std::string& text) {
    return reinterpret_cast<unsigned char*>(const_cast<char*>(text.data()));
  };
  const CK_RV in = module->C_Login(session, CKU_USER, bytes(from), from.size());
  ASSERT_TRUE(in == CKR_OK || in == CKR_USER_ALREADY_LOGGED_IN) << in;
  ASSERT_EQ(module->C_SetPIN(session, bytes(from), from.size(), bytes(to), to.size()), CKR_OK);
  module->C_CloseSession(session);
  p11_kit_module_finalize(module);
  p11_kit_module_release(module);
}

// Drawing connects anew before and afterwards.
TEST_F(Tokens, AreReadAnewWhereAKeyIsDrawn) {
  int read = 0;
  int refusals = 0;
  const auto token =
      Token::open(uri("pin"), std::make_unique<CountedPins>(read, refusals), std::chrono::hours{1}).value();
  ASSERT_TRUE(token->generate("skranke.1").value());
  EXPECT_EQ(read, 3);
  ASSERT_FALSE(token->generate("skranke.1").value()) << "there is one";
  EXPECT_EQ(token->labels(Token::Expect::some)->size(), 1U);
}

TEST_F(Tokens, APinThatIsRefusedIsTriedOnce) {
  draw("skranke.1");
  int read = 0;
  int refusals = 0;
  const auto token = Token::open(uri("pin"), std::make_unique<CountedPins>(read, refusals), at_once).value();
  ASSERT_EQ(token->labels(Token::Expect::some)->size(), 1U);
  EXPECT_EQ(read, 1);
  change_pin(pin, "another-pin");
  // Away and back: it is connected to again, with the PIN of before.
  fs::rename(folder / "tokens", folder / "away");
  EXPECT_FALSE(token->labels(Token::Expect::some).has_value());
  fs::rename(folder / "away", folder / "tokens");
  EXPECT_FALSE(token->labels(Token::Expect::some).has_value());
  EXPECT_EQ(refusals, 1);
  const int until_refused = read;
  for (int tries = 0; tries < 25; ++tries) {
    const auto labels = token->labels(Token::Expect::some);
    ASSERT_FALSE(labels.has_value());
    EXPECT_NE(labels.error().text.find("PIN was refused"), std::string::npos) << labels.error().text;
  }
  EXPECT_EQ(read, until_refused);
}

TEST_F(Tokens, APinThatIsRefusedIsNotTriedByTheNextStart) {
  ASSERT_EQ(masters()->newest().generation, 1);
  write("pin", "another-pin");
  const std::string first = refused(uri("pin"));
  EXPECT_NE(first.find("login is refused"), std::string::npos) << first;
  EXPECT_EQ(first.find("another-pin"), std::string::npos) << "a PIN is not told";
  // It would be right now, and is not tried all the same.
  change_pin(pin, "another-pin");
  const std::string second = refused(uri("pin"));
  EXPECT_NE(second.find("has refused this PIN"), std::string::npos) << second;
  EXPECT_NE(second.find("master.pin-refused"), std::string::npos) << second;
  change_pin("another-pin", pin);
  write("pin", pin);
  EXPECT_EQ(refused(uri("pin")), "opened") << "another PIN is tried";
}

TEST_F(Tokens, AMissingPinIsTold) {
  EXPECT_NE(refused(uri("none")).find("none"), std::string::npos);
  write("open-pin", pin);
  fs::permissions(folder / "keys" / "open-pin", fs::perms::others_read, fs::perm_options::add);
  EXPECT_NE(refused(uri("open-pin")).find("mode 600"), std::string::npos);
  EXPECT_EQ(refused(uri("file:" + (folder / "keys" / "pin").string())), "opened");
}

TEST_F(Tokens, WhatAnotherHasDrawnIsNotDrawnAgain) {
  const auto keys = masters();
  const std::string wrapped = keys->wrap(1, "case.c1", key).value();
  int read = 0;
  int refusals = 0;
  const auto token = Token::open(uri("pin"), std::make_unique<CountedPins>(read, refusals)).value();
  ASSERT_TRUE(token->generate("skranke.2").value());
  EXPECT_EQ(keys->draw_next().value(), 2) << "the other's";
  EXPECT_EQ(token->labels(Token::Expect::some)->size(), 2U);
  EXPECT_FALSE(token->destroy("skranke.3").has_value()) << "what is not there is not destroyed";
  EXPECT_EQ(keys->unwrap(1, "case.c1", wrapped).value(), key);
  EXPECT_EQ(keys->draw_next().value(), 3);
}

TEST_F(Tokens, WhatIsNoTokenIsToldWithWhatWouldBeOne) {
  const std::string module = std::string{";object=skranke?module-path="} + module_path + "&pin-source=pin";
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"", "expected the URI of a token"},
      {"https://example.org/", "RFC 7512"},
      {"pkcs11:token=centre;nonsense=1" + module, "RFC 7512"},
      {"pkcs11:token=centre%zz" + module, "RFC 7512"},
      {"pkcs11:token=centre;object=skranke?pin-source=pin", "module-path"},
      {"pkcs11:token=centre;object=skranke?module-path=libsofthsm2.so&pin-source=pin", "from the root on"},
      {"pkcs11:token=centre;object=skranke?module-path=/no/such.so&pin-source=pin", "/no/such.so"},
      {std::string{"pkcs11:token=centre?module-path="} + module_path + "&pin-source=pin", "object"},
      {"pkcs11:token=centre;id=%01" + module, "no other part"},
      {"pkcs11:token=centre;type=secret-key" + module, "no other part"},
      {"pkcs11:slot-id=1" + module, "no other part"},
      {"pkcs11:token=centre;object=skranke?module-path=" + (folder / "keys" / "pin").string() +
           "&pin-source=pin",
       "no PKCS #11 module"},
      {std::string{"pkcs11:token=centre?module-path="} + module_path + "&pin-value=1234",
       "instead of pin-value"},
      {uri("pin", "elsewhere"), "none is there"},
  };
  for (const auto& [text, told] : wrong) {
    const std::string said = refused(text);
    EXPECT_NE(said.find(told), std::string::npos) << text << ": " << said;
    EXPECT_NE(said.find("master.pkcs11"), std::string::npos) << said;
  }
  make_token("centre");
  EXPECT_NE(refused(uri("pin")).find("more than one"), std::string::npos);
}

TEST_F(Tokens, TakeTheirUriAndPinFromSystemd) {
  const auto given = folder / "credentials";
  fs::create_directories(given);
  fs::rename(folder / "keys" / "master.pkcs11", given / "master.pkcs11");
  fs::rename(folder / "keys" / "pin", given / "pin");
  const auto keys = open_masters(folder / "keys", given);
  ASSERT_TRUE(keys.has_value()) << keys.error().text;
  EXPECT_EQ((*keys)->newest().generation, 1);
  EXPECT_FALSE(fs::exists(folder / "keys" / "master.1.key"));
  const auto none = open_masters(folder / "keys", {}, NoMaster::refuse);
  EXPECT_FALSE(none.has_value()) << "a command without systemd draws none";
  EXPECT_FALSE(fs::exists(folder / "keys" / "master.1.key"));
}

}  // namespace
}  // namespace skranke::keys

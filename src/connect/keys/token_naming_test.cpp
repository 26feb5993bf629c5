// A key that was given its name may have been seen by others, and have wrapped: it stays, whatever the module
// says of it, and its number is not given again.
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connect/keys/testing.hpp"

namespace skranke::keys {
namespace {

using ::testing::ElementsAre;

class NamingFails : public testing::Tokens {
 protected:
  NamingFails() {
    module_ = ::dlopen(SKRANKE_NAMING_MODULE, RTLD_NOW);
    if (module_ == nullptr) throw std::runtime_error{::dlerror()};
    reinterpret_cast<void (*)()>(::dlsym(module_, "skranke_naming_begin"))();
    write("master.pkcs11", std::string{"pkcs11:token=centre;object=skranke?module-path="} +
                               SKRANKE_NAMING_MODULE + "&pin-source=pin\n");
  }
  ~NamingFails() override {
    ::unsetenv("SKRANKE_NAMING");
    ::dlclose(module_);
  }

  [[nodiscard]] int destroyed() const {
    return reinterpret_cast<int (*)()>(::dlsym(module_, "skranke_naming_destroyed"))();
  }

 private:
  void* module_ = nullptr;
};

TEST_F(NamingFails, AKeyThatHasItsNameAllTheSameStays) {
  ::setenv("SKRANKE_NAMING", "done", 1);
  const auto keys = masters();
  EXPECT_THAT(keys->generations(), ElementsAre(1));
  EXPECT_EQ(destroyed(), 0);
  const std::string wrapped = keys->wrap(1, "case.c1", key).value();
  EXPECT_EQ(masters()->unwrap(1, "case.c1", wrapped).value(), key);
}

TEST_F(NamingFails, ANumberOfATryThatFailedIsNotGivenAgain) {
  ::setenv("SKRANKE_NAMING", "refused", 1);
  const auto keys = masters();
  EXPECT_THAT(keys->generations(), ElementsAre(2));
  EXPECT_EQ(destroyed(), 1) << "nobody has seen it under its name";
  EXPECT_EQ(keys->draw_next().value(), 3);
}

}  // namespace
}  // namespace skranke::keys

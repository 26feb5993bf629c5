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

class NamingGoesWrong : public testing::Tokens {
 protected:
  NamingGoesWrong() {
    module_ = ::dlopen(SKRANKE_NAMING_MODULE, RTLD_NOW);
    if (module_ == nullptr) throw std::runtime_error{::dlerror()};
    reinterpret_cast<void (*)()>(::dlsym(module_, "skranke_naming_begin"))();
    write("master.pkcs11", std::string{"pkcs11:token=centre;object=skranke?module-path="} +
                               SKRANKE_NAMING_MODULE + "&pin-source=pin\n");
  }
  ~NamingGoesWrong() override {
    ::unsetenv("SKRANKE_NAMING");
    ::dlclose(module_);
  }

  [[nodiscard]] int destroyed() const {
    return reinterpret_cast<int (*)()>(::dlsym(module_, "skranke_naming_destroyed"))();
  }

 private:
  void* module_ = nullptr;
};

TEST_F(NamingGoesWrong, AKeyThatHasItsNameAllTheSameStays) {
  ::setenv("SKRANKE_NAMING", "done", 1);
  const auto keys = masters();
  EXPECT_THAT(keys->generations(), ElementsAre(1));
  EXPECT_EQ(destroyed(), 0);
  const std::string wrapped = keys->wrap(1, "case.c1", key).value();
  EXPECT_EQ(masters()->unwrap(1, "case.c1", wrapped).value(), key);
}

TEST_F(NamingGoesWrong, AKeyThatHasNoNameIsDrawnAgain) {
  ::setenv("SKRANKE_NAMING", "refused", 1);
  const auto keys = masters();
  EXPECT_THAT(keys->generations(), ElementsAre(1));
  EXPECT_EQ(keys->draw_next().value(), 2);
}

TEST_F(NamingGoesWrong, AKeyThatTheTokenDoesNotKeepIsNeverUsed) {
  ::setenv("SKRANKE_NAMING", "forgotten", 1);
  auto keys = masters();
  EXPECT_THAT(keys->generations(), ElementsAre(1));
  const std::string wrapped = keys->wrap(1, "case.c1", key).value();
  keys.reset();
  EXPECT_EQ(masters()->unwrap(1, "case.c1", wrapped).value(), key);
}

}  // namespace
}  // namespace skranke::keys

#include "connect/cpr_direkte/stand_in/service.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "cpr/layout.hpp"

namespace skranke::cpr_direkte::stand_in {
namespace {

std::string record(std::string_view type, std::string_view number) {
  std::string text{type};
  text.append(number);
  text.resize(cpr::find_layout(type)->length, ' ');
  return text;
}

class OnePerson final : public RecordSource {
 public:
  std::vector<std::string> records_of(const proofing::CprNumber& number) override {
    if (number.reveal() != "0101429059") return {};
    return records;
  }
  std::vector<std::string> records{record("001", "0101429059")};
};

class ServiceTest : public testing::Test {
 protected:
  std::string log_on(const std::string& rest = "90STANDIN1stand1n2        ") {
    return service.answer("OFF4,1234" + rest);
  }
  std::string token() { return log_on().substr(6, 8); }
  std::string error_of(const std::string& request) { return service.answer(request).substr(22, 2); }

  OnePerson person;
  Faults faults;
  Service service{KnownAccount{}, person, faults};
};

TEST_F(ServiceTest, KnowsARequestByItsFirstBytes) {
  EXPECT_EQ(request_bytes("OFF4,1234"), 0U);
  EXPECT_EQ(request_bytes("OFF4,12349"), log_on_bytes);
  EXPECT_EQ(request_bytes("OFF4,12340"), look_up_bytes);
}

TEST_F(ServiceTest, AnswersALookUpWithAToken) {
  const std::string answer = service.answer("OFF4,123406" + token() + "STANDIN1000101429059");
  EXPECT_EQ(answer.substr(22, 2), "00");
  EXPECT_EQ(answer.substr(24, 4), "0190");
  EXPECT_EQ(answer.size(), 28U + 35 + 106 + 21);
  EXPECT_EQ(answer.substr(28, 3), "000");
  EXPECT_THAT(answer, testing::EndsWith("999999999999900000003"));
}

TEST_F(ServiceTest, RefusesWhatIsWrongByItsNumber) {
  const std::string good = token();
  EXPECT_EQ(error_of("OFF4,123406" + good + "STANDIN1003112999990"), "05");
  EXPECT_EQ(error_of("OFF4,999906" + good + "STANDIN1000101429059"), "06");
  EXPECT_EQ(error_of("OFF4,123406NOTOKEN1STANDIN1000101429059"), "07");
  EXPECT_EQ(error_of("OFF4,123416" + good + "STANDIN1000101429059"), "10");
  EXPECT_EQ(error_of("OFF4,123405" + good + "STANDIN1000101429059"), "11");
  EXPECT_EQ(error_of("OFF4,123406" + good + "STANDIN100          "), "17");
  EXPECT_EQ(error_of("PRIV,123406" + good + "STANDIN1000101429059"), "99");
  EXPECT_EQ(error_of("PRIV,123490STANDIN1stand1n2        "), "99");
  EXPECT_EQ(error_of("OFF4,432190STANDIN1stand1n2        "), "06");
}

TEST_F(ServiceTest, LocksTheAccountAfterThreeWrongPasswords) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(log_on("90STANDIN1wrong123        ").substr(22), "01");
  EXPECT_EQ(log_on().substr(22), "01");
  EXPECT_EQ(service.asked().log_ons_refused, 4U);
}

TEST_F(ServiceTest, ChangesThePasswordByItsRules) {
  EXPECT_EQ(log_on("90STANDIN1stand1n2short1  ").substr(22), "03");
  EXPECT_EQ(log_on("90STANDIN1stand1n2stand1n2").substr(22), "03");
  EXPECT_EQ(log_on("90STANDIN1stand1n2newpas12").substr(22), "00");
  EXPECT_EQ(log_on("90STANDIN1stand1n2        ").substr(22), "01");
  EXPECT_EQ(log_on("90STANDIN1newpas12        ").substr(22), "00");
  EXPECT_EQ(log_on("90STANDIN1newpas12stand1n2").substr(22), "03") << "used before";
}

TEST_F(ServiceTest, LeavesOutChildrenForWhomThereIsNoRoom) {
  for (int i = 0; i < 200; ++i) person.records.push_back(record("014", "0101429059"));
  person.records.push_back(record("015", "0101429059"));
  const std::string answer = service.answer("OFF4,123406" + token() + "STANDIN1000101429059");
  EXPECT_LE(answer.size(), header_bytes + base::limits::cpr_direkte_data_bytes_max);
  EXPECT_GT(answer.size(), header_bytes + base::limits::cpr_direkte_data_bytes_max - 23);
  EXPECT_THAT(answer, testing::HasSubstr(record("015", "0101429059")));
}

TEST(Faults, AreNamedWithAndWithoutANumber) {
  for (const char* good :
       {"error-01", "error-99:3", "log-on-error-04", "slow", "log-on-slow:1", "cut-after-accept",
        "token-expires:5", "gather:4", "password-expired", "bytes:0"}) {
    Faults faults;
    EXPECT_TRUE(faults.add(good).has_value()) << good;
  }
  for (const char* bad : {"", "nothing", "error-", "error-1", "error-100", "slow:", "slow:x", "slow:-1",
                          "gather", "token-expires", "log-on-gather:1", ":1"}) {
    Faults faults;
    const auto added = faults.add(bad);
    ASSERT_FALSE(added.has_value()) << bad;
    EXPECT_THAT(added.error().text, testing::HasSubstr("cut-in-data"));
  }
}

TEST(Faults, StrikeSoOften) {
  Faults faults;
  ASSERT_TRUE(faults.add("slow:2").has_value());
  ASSERT_TRUE(faults.add("log-on-bytes").has_value());
  EXPECT_TRUE(faults.strikes(FaultKind::slow));
  EXPECT_TRUE(faults.strikes(FaultKind::slow));
  EXPECT_FALSE(faults.strikes(FaultKind::slow));
  EXPECT_FALSE(faults.strikes(FaultKind::bytes));
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(faults.strikes(FaultKind::bytes, true));
}

}  // namespace
}  // namespace skranke::cpr_direkte::stand_in

// Messages of Digital Post: the elements in their order, and text as it was.
#include "connect/post/memo.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/ensure.hpp"

namespace skranke::post {
namespace {

Memo memo() {
  return {.uuid = uuid_of("0123456789abcdef0123456789abcdef"),
          .message_id = "evt_1",
          .label = "Din \"sag\" & <mere>",
          .sender_cvr = "12345678",
          .sender = "Aarhus Kommune",
          .recipient_number = base::PersonalText{"0201011234"},
          .recipient = base::PersonalText{"Åse Ødegård"},
          .case_id = "c1",
          .created_at = "2026-11-29T09:42:00Z",
          .language = "da",
          .filename = "besked.pdf",
          .pdf = std::string{"%PDF\0\xFF", 6}};
}

// "NAME" of every element, in the order in which they begin, with ">" for each that is inside another.
void names_in(const xmlNode* node, const std::string& depth, std::vector<std::string>& names) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    EXPECT_STREQ(reinterpret_cast<const char*>(node->ns->href), "https://DigitalPost.dk/MeMo-1");
    names.push_back(depth + reinterpret_cast<const char*>(node->name));
    names_in(node->children, depth + ">", names);
  }
}

TEST(Memos, HaveTheElementsInTheirOrder) {
  const std::string xml = to_xml(memo());
  xmlDoc* const document =
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NONET);
  ASSERT_NE(document, nullptr);
  std::vector<std::string> names;
  names_in(xmlDocGetRootElement(document), "", names);
  xmlFreeDoc(document);
  EXPECT_THAT(names, testing::ElementsAre(
                         "Message", ">MessageHeader", ">>messageType", ">>messageUUID", ">>messageID",
                         ">>label", ">>mandatory", ">>legalNotification", ">>Sender", ">>>senderID",
                         ">>>idType", ">>>label", ">>Recipient", ">>>recipientID", ">>>idType", ">>>label",
                         ">>ContentData", ">>>CaseID", ">>>>caseID", ">>>>caseSystem", ">MessageBody",
                         ">>createdDateTime", ">>MainDocument", ">>>mainDocumentID", ">>>label", ">>>File",
                         ">>>>encodingFormat", ">>>>filename", ">>>>language", ">>>>content"));
}

TEST(Memos, EscapeWhatIsMarkupAndKeepEveryByteOfTheFile) {
  const std::string xml = to_xml(memo());
  EXPECT_THAT(xml, testing::HasSubstr("<memo:label>Din &quot;sag&quot; &amp; &lt;mere&gt;</memo:label>"));
  EXPECT_THAT(xml, testing::HasSubstr("Åse Ødegård"));
  EXPECT_THAT(xml, testing::HasSubstr("JVBERgD/"));
  EXPECT_EQ(xml, to_xml(memo()));
}

TEST(Memos, HaveAUuidThatIsOne) {
  EXPECT_THAT(uuid_of("0123456789abcdef0123456789abcdef"),
              testing::MatchesRegex("01234567-89ab-8def-[89ab]123-456789abcdef"));
}

TEST(Memos, ThatAreNoTextAreABug) {
  Memo broken = memo();
  broken.label = "\xFF";
  EXPECT_THROW((void)to_xml(broken), base::BrokenAssumption);
}

}  // namespace
}  // namespace skranke::post

#include "connect/post/memo.hpp"

#include <memory>

#include <libxml/xmlwriter.h>

#include "base/ensure.hpp"
#include "base/memory.hpp"

namespace skranke::post {
namespace {

constexpr const char* memo_namespace = "https://DigitalPost.dk/MeMo-1";

struct Free {
  void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
  void operator()(xmlTextWriter* writer) const { xmlFreeTextWriter(writer); }
};

const xmlChar* x(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

// Elements of the one namespace.
class Pen {
 public:
  explicit Pen(xmlBuffer* buffer) : writer_{xmlNewTextWriterMemory(buffer, 0)} {
    base::ensure_memory(writer_ != nullptr, "a message");
    check(xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr));
  }

  void begin(const char* name) {
    check(xmlTextWriterStartElementNS(writer_.get(), x("memo"), x(name), nullptr));
  }
  void attribute(const char* name, const char* value) {
    check(xmlTextWriterWriteAttribute(writer_.get(), x(name), x(value)));
  }
  void end() { check(xmlTextWriterEndElement(writer_.get())); }
  void text(const char* name, const std::string& value) {
    base::ensure(xmlCheckUTF8(x(value.c_str())) == 1 && value.find('\0') == std::string::npos,
                 "what stands in a message is text");
    check(xmlTextWriterWriteElementNS(writer_.get(), x("memo"), x(name), nullptr, x(value.c_str())));
  }
  void base64(const char* name, const std::string& bytes) {
    begin(name);
    check(xmlTextWriterWriteBase64(writer_.get(), bytes.data(), 0, static_cast<int>(bytes.size())));
    end();
  }
  void finish() { check(xmlTextWriterEndDocument(writer_.get())); }

 private:
  static void check(int result) { base::ensure(result >= 0, "a message can be written"); }
  std::unique_ptr<xmlTextWriter, Free> writer_;
};

void write_header(Pen& pen, const Memo& memo) {
  pen.begin("MessageHeader");
  pen.text("messageType", "DIGITALPOST");
  pen.text("messageUUID", memo.uuid);
  pen.text("messageID", memo.message_id);
  pen.text("label", memo.label);
  pen.text("mandatory", "false");
  pen.text("legalNotification", "false");
  pen.begin("Sender");
  pen.text("senderID", memo.sender_cvr);
  pen.text("idType", "CVR");
  pen.text("label", memo.sender);
  pen.end();
  pen.begin("Recipient");
  pen.text("recipientID", memo.recipient_number.reveal());
  pen.text("idType", "CPR");
  pen.text("label", memo.recipient.reveal());
  pen.end();
  pen.begin("ContentData");
  pen.begin("CaseID");
  pen.text("caseID", memo.case_id);
  pen.text("caseSystem", "Skranke");
  pen.end();
  pen.end();
  pen.end();
}

void write_body(Pen& pen, const Memo& memo) {
  pen.begin("MessageBody");
  pen.text("createdDateTime", memo.created_at);
  pen.begin("MainDocument");
  pen.text("mainDocumentID", memo.message_id);
  pen.text("label", memo.label);
  pen.begin("File");
  pen.text("encodingFormat", "application/pdf");
  pen.text("filename", memo.filename);
  pen.text("language", memo.language);
  pen.base64("content", memo.pdf);
  pen.end();
  pen.end();
  pen.end();
}

}  // namespace

std::string to_xml(const Memo& memo) {
  const std::unique_ptr<xmlBuffer, Free> buffer{xmlBufferCreate()};
  base::ensure_memory(buffer != nullptr, "a message");
  Pen pen{buffer.get()};
  pen.begin("Message");
  pen.attribute("xmlns:memo", memo_namespace);
  pen.attribute("memoVersion", "1.2");
  pen.attribute("memoSchVersion", "1.2.0");
  write_header(pen, memo);
  write_body(pen, memo);
  pen.end();
  pen.finish();
  return {reinterpret_cast<const char*>(xmlBufferContent(buffer.get())),
          static_cast<std::size_t>(xmlBufferLength(buffer.get()))};
}

std::string uuid_of(std::string_view hex) {
  constexpr std::size_t digits = 32;
  base::ensure(hex.size() >= digits, "a hash has digits enough");
  std::string uuid{hex.substr(0, digits)};
  uuid[12] = '8';                                               // the version
  uuid[16] = "89ab"[static_cast<unsigned char>(uuid[16]) % 4];  // the variant
  for (const std::size_t at : {20U, 16U, 12U, 8U}) uuid.insert(at, 1, '-');
  return uuid;
}

}  // namespace skranke::post

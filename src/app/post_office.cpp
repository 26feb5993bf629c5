#include "app/post_office.hpp"

#include <algorithm>
#include <utility>

#include "app/clock.hpp"
#include "connect/keys/key_folder.hpp"
#include "connect/post/memo.hpp"
#include "letters/letter.hpp"
#include "record/payloads.hpp"

namespace skranke::app {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using storage::HandoverTrouble;

constexpr std::size_t cvr_digits = 8;

letters::NoticeKind kind_of(record::NoticeKind kind) {
  switch (kind) {
    case record::NoticeKind::accepted:
      return letters::NoticeKind::accepted;
    case record::NoticeKind::refused:
      return letters::NoticeKind::refused;
    case record::NoticeKind::vouched:
      return letters::NoticeKind::vouched;
  }
  std::unreachable();
}

}  // namespace

Result<std::unique_ptr<PostOffice>> PostOffice::open(const HandoverSettings& settings,
                                                     const std::filesystem::path& home) {
  if (settings.post_spool.empty()) return std::unique_ptr<PostOffice>{};
  const bool is_cvr = settings.post_cvr.size() == cvr_digits &&
                      std::ranges::all_of(settings.post_cvr, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_cvr || settings.post_sender.empty())
    return fail(Fault::invalid_value,
                "--post-spool: expected with --post-cvr, the eight digits of the municipality, and "
                "--post-sender, its name");
  auto folder = spool::open_folder(settings.post_spool);
  if (!folder) return fail(folder.error().fault, "--post-spool: " + folder.error().text);
  std::unique_ptr<PostOffice> office{
      new PostOffice{std::move(*folder), settings.post_cvr, settings.post_sender}};
  for (const std::string& language : languages(home)) {
    auto texts = Texts::load(home, language);
    if (!texts) return std::unexpected{std::move(texts.error())};
    if (texts->is_complete()) office->texts_.emplace(language, std::move(*texts));
  }
  if (!office->texts_.contains("en"))
    return fail(Fault::not_found,
                "locales/en.json: expected; it has the words where another language has none");
  return office;
}

Carried PostOffice::carry(const storage::Handover& event, const base::PersonalText& payload) const {
  const auto notice = record::read_post_payload(payload);
  if (!notice) return {.trouble = HandoverTrouble::unreadable, .is_final = true, .answer = {}};
  const auto own = texts_.find(notice->language);
  const Texts& texts = own == texts_.end() ? texts_.at("en") : own->second;
  const letters::Words words{.code = texts.language(), .text = [&texts](std::string_view key) {
                               return texts.has(key) ? texts.get(key) : std::string{};
                             }};
  const letters::NoticeFacts facts{.kind = kind_of(notice->kind),
                                   .name = notice->name,
                                   .case_id = notice->case_id,
                                   .centre = notice->centre,
                                   .decided = {.day = notice->day, .minute = notice->minute}};
  const post::Memo memo{.uuid = post::uuid_of(keys::sha256_hex(event.event_id)),
                        .message_id = event.event_id,
                        .label = letters::notice_title(facts, words),
                        .sender_cvr = cvr_,
                        .sender = sender_,
                        .recipient_number = notice->number,
                        .recipient = notice->name,
                        .case_id = notice->case_id,
                        .created_at = in_utc(event.created_at),
                        .language = words.code,
                        .filename = "notice.pdf",
                        .pdf = letters::notice(facts, words)};
  if (!folder_.carry(event.event_id, post::to_xml(memo)))
    return {.trouble = HandoverTrouble::unreachable, .is_final = false, .answer = {}};
  return {.trouble = std::nullopt, .is_final = false, .answer = {}};
}

}  // namespace skranke::app

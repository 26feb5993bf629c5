#include "booking/port/outbox.hpp"

#include <charconv>

namespace skranke::booking {
namespace {

// The part before the last dot of `rest`, which loses it and the dot. Empty where there is no dot.
std::string_view take_last(std::string_view& rest) {
  const std::size_t dot = rest.rfind('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view last = rest.substr(dot + 1);
  rest = rest.substr(0, dot);
  return last;
}

}  // namespace

std::string to_string(const MessageKey& key) {
  std::string text = key.booking_id;
  text.append(".").append(name(key.event)).append(".").append(std::to_string(key.sequence));
  return text.append(".").append(name(key.channel));
}

std::optional<MessageKey> parse_message_key(std::string_view text) {
  MessageKey key;
  std::string_view rest = text;
  const std::string_view channel = take_last(rest);
  const std::string_view sequence = take_last(rest);
  const std::string_view event = take_last(rest);
  const char* const end = sequence.data() + sequence.size();
  const auto [read, error] = std::from_chars(sequence.data(), end, key.sequence);
  const auto* const named_event = std::ranges::find(all_events, event, [](Event each) { return name(each); });
  const auto* const named_channel =
      std::ranges::find(all_channels, channel, [](Channel each) { return name(each); });
  if (error != std::errc{} || read != end || named_event == all_events.end() ||
      named_channel == all_channels.end())
    return std::nullopt;
  key.booking_id = rest;
  key.event = *named_event;
  key.channel = *named_channel;
  if (key.booking_id.empty() || to_string(key) != text) return std::nullopt;
  return key;
}

}  // namespace skranke::booking

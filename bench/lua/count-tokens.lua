-- Lua has no JSON in Envoy, and no counters: it looks for the number, and leaves it to the log.
function envoy_on_response(handle)
  local held = ""
  local total
  for chunk in handle:bodyChunks() do
    held = held .. chunk:getBytes(0, chunk:length())
    local from = 1
    while true do
      local at, last = string.find(held, "\n\n", from, true)
      if not at then
        break
      end
      local event = string.sub(held, from, at - 1)
      total = string.match(event, '^data: .*"total_tokens":(%d+)') or total
      from = last + 1
    end
    held = string.sub(held, from)
  end
  if total then
    handle:streamInfo():dynamicMetadata():set("bench", "tokens", total)
  end
end

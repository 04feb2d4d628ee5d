-- One stream at a time, so a global can hold the stream's state.
sum = 0

function envoy_on_request(handle)
  local headers = handle:headers()
  local path = headers:get(":path")
  local agent = headers:get("user-agent")
  local lengths = 0
  for i = 0, 7 do
    lengths = lengths + #headers:get("x-h" .. i)
  end
  headers:add("x-add-0", path)
  headers:add("x-add-1", agent)
  headers:add("x-add-2", tostring(lengths))
  sum = 0
  for name, value in pairs(headers) do
    sum = sum + #name + #value
  end
end

function envoy_on_response(handle)
  local headers = handle:headers()
  for i = 0, 3 do
    headers:replace("x-set-" .. i, "value-" .. i)
  end
  headers:remove("x-remove")
  headers:replace("x-set-4", tostring(sum))
end

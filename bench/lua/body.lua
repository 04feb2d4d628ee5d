function envoy_on_request(handle)
  handle:headers():remove("content-length")
  local body = handle:body()
  if body then
    body:setBytes(string.upper(body:getBytes(0, body:length())))
  end
end

function envoy_on_request(handle)
  handle:logInfo("request path: " .. handle:headers():get(":path"))
end

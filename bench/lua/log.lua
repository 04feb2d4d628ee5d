function envoy_on_request(handle)
  handle:logInfo(handle:headers():get(":path"))
end

function envoy_on_response(handle)
  handle:headers():replace("hello", "world")
end
